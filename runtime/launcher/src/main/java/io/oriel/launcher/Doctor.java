package io.oriel.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/// `./oriel doctor` while no host runs: a host without transports and web console, on a folder of
/// its own, that reports and ends.
final class Doctor {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "io.oriel.transport.gamestream",
          "io.oriel.console.web",
          "org.apache.felix.http.jetty12",
          "org.apache.felix.webconsole",
          "org.apache.felix.webconsole.plugins.ds",
          "org.apache.felix.webconsole.plugins.event",
          "org.apache.felix.webconsole.plugins.memoryusage",
          "org.apache.felix.webconsole.plugins.packageadmin");

  private Doctor() {}

  static ExitCode run(Arguments arguments, PrintStream out) throws HostException, IOException {
    Path scratch = Files.createTempDirectory("oriel-doctor");
    try {
      var folders = new Folders(arguments.distribution(), scratch);
      folders.create();
      copySettings(arguments.data(), folders);
      Logs.open(folders.logs(), true);
      int base = arguments.basePort();
      try (Host host = Host.start(options(folders, arguments))) {
        Reports.register(host.context(), base, arguments.adminPort(base));
        out.println(report(host.context(), arguments.json() ? "doctor.json" : "doctor"));
        for (String trouble : host.troubles()) {
          System.err.println("bundle " + trouble);
        }
      }
      return ExitCode.OK;
    } finally {
      delete(scratch);
    }
  }

  private static HostOptions options(Folders folders, Arguments arguments) {
    return HostOptions.of(folders).without(LEFT_OUT).with(arguments.properties());
  }

  /// The operator's backends and settings count, too.
  private static void copySettings(Path data, Folders folders) throws IOException {
    for (String name : new String[] {"etc", "deploy"}) {
      Path from = data.resolve(name);
      if (Files.isDirectory(from)) {
        try (Stream<Path> files = Files.list(from)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.copy(file, folders.data().resolve(name).resolve(file.getFileName()));
          }
        }
      }
    }
  }

  private static String report(BundleContext framework, String name) throws HostException {
    try {
      for (ServiceReference<?> ref :
          framework.getServiceReferences(Supplier.class, "(oriel.report=" + name + ")")) {
        if (framework.getService(ref) instanceof Supplier<?> supplier) {
          return String.valueOf(supplier.get());
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("a constant filter", e);
    }
    throw new HostException(
        ExitCode.FAILED, "the bundle io.oriel.console.shell does not run; see its reason below");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
