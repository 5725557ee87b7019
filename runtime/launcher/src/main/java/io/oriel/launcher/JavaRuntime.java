package io.oriel.launcher;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// Checks that the Java runtime suits, before anything else is touched.
final class JavaRuntime {
  /// The release the bundles are compiled for.
  static final int NEEDED = 25;

  private JavaRuntime() {}

  static void check() throws HostException {
    int feature = Runtime.version().feature();
    if (feature < NEEDED) {
      throw new HostException(
          ExitCode.WRONG_JAVA,
          "Java " + NEEDED + " is needed, this is " + Runtime.version() + "; use ./oriel run");
    }
    if (!JavaRuntime.class.getModule().isNativeAccessEnabled()) {
      throw new HostException(
          ExitCode.WRONG_JAVA,
          "native access is off; start Java with --enable-native-access=ALL-UNNAMED");
    }
  }

  /// What works, but not as well as it could: one sentence each.
  static List<String> remarks() {
    var remarks = new ArrayList<String>();
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      remarks.add(
          "vector kernels are not used, FEC and colour conversion are several times slower;"
              + " start Java with --add-modules=jdk.incubator.vector");
    }
    boolean zgc =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .anyMatch(gc -> gc.getName().startsWith("ZGC"));
    if (!zgc) {
      remarks.add("collector pauses may cost frames; start Java with -XX:+UseZGC");
    }
    return remarks;
  }
}
