package io.oriel.lib.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.lib.dbus.inframework.Talk;
import io.oriel.media.nat.UnixSocket;
import io.oriel.testkit.PrivateBus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/// The bundle as it is shipped, in Felix, used by another bundle.
class InFrameworkTest {
  @TempDir Path cache;

  @Test
  void a_bundle_calls_and_passes_descriptors() throws Exception {
    Assumptions.assumeTrue(PrivateBus.possible(), "dbus-daemon is not installed");
    var framework = framework();
    try (var daemon = PrivateBus.start()) {
      var context = framework.getBundleContext();
      install(context, UnixSocket.class);
      install(context, Bus.class);
      var user = context.installBundle("memory:user", user());
      user.start();

      assertThat(talk(user, daemon.address())).isEqualTo("42 true");

      context.getBundle("memory:user").update(user());
      assertThat(talk(user, daemon.address())).isEqualTo("42 true");
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  private Framework framework() throws Exception {
    var framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    cache.toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    "org.slf4j;version=2.0.17"));
    framework.start();
    return framework;
  }

  private static void install(BundleContext context, Class<?> inside) throws Exception {
    var location = inside.getProtectionDomain().getCodeSource().getLocation();
    context.installBundle("reference:" + location).start();
  }

  /// Another class loader's class: only what the JDK knows can be passed.
  @SuppressWarnings("unchecked")
  private static String talk(Bundle user, String address) throws Exception {
    var talk =
        (UnaryOperator<String>)
            user.loadClass(Talk.class.getName()).getDeclaredConstructor().newInstance();
    return talk.apply(address);
  }

  private static InputStream user() throws Exception {
    var manifest = new Manifest();
    var main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    main.putValue(Constants.BUNDLE_SYMBOLICNAME, "user");
    main.putValue(
        Constants.IMPORT_PACKAGE,
        "io.oriel.lib.dbus,io.oriel.media.nat,org.freedesktop.dbus,"
            + "org.freedesktop.dbus.annotations,org.freedesktop.dbus.types");
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes, manifest)) {
      for (var part : List.of("", "$Pipe", "$PipeObject", "$Pipe$Answer")) {
        String name = Talk.class.getName().replace('.', '/') + part + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (var in = Talk.class.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(jar);
        }
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
