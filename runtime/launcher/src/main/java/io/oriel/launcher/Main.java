package io.oriel.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The host's main class.
///
/// Exit codes: [ExitCode]. A second start on the same data folder says "already running" and exits
/// with 3.
public final class Main {
  // From here on clients are served and the shell answers.
  private static final int CLIENTS_LEVEL = 6;

  private Main() {}

  /// @param args see [Arguments]
  public static void main(String[] args) {
    System.setProperty("java.util.logging.manager", LateLogManager.class.getName());
    ExitCode code;
    try {
      JavaRuntime.check();
      Arguments arguments = Arguments.parse(args);
      code = arguments.doctor() ? Doctor.run(arguments, System.out) : run(arguments);
    } catch (HostException e) {
      System.err.println("oriel: " + e.getMessage());
      code = e.code();
    } catch (IOException e) {
      System.err.println("oriel: " + e);
      code = ExitCode.FOLDERS;
    } catch (InterruptedException e) {
      code = ExitCode.FAILED;
    }
    Runtime.getRuntime().exit(code.status());
  }

  private static ExitCode run(Arguments arguments)
      throws HostException, IOException, InterruptedException {
    var folders = new Folders(arguments.distribution(), arguments.data());
    folders.create();
    int base = arguments.basePort();
    int admin = arguments.adminPort(base);
    try (var _ = InstanceLock.acquire(folders.run(), Welcome.page(admin))) {
      refuseHeldPorts(base, admin);
      Logs.open(folders.logs(), false);
      for (String remark : JavaRuntime.remarks()) {
        System.out.println("oriel: " + remark);
      }
      Optional<String> password = ConsoleLogin.create(folders);
      var options =
          HostOptions.of(folders)
              .upTo(CLIENTS_LEVEL)
              .with(arguments.properties())
              .with(java.util.Map.of("org.osgi.service.http.port", "" + admin));
      Host host = Host.start(options);
      Reports.register(host.context(), base, admin);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(host), "oriel-stop"));
      var listen =
          Optional.ofNullable(arguments.properties().get("oriel.listen"))
              .filter(given -> given.contains(".") || given.contains(":")); // not an interface
      Welcome.print(System.out, folders, base, admin, listen, password);
      host.finish(); // the page, which no client waits for
      List<String> troubles = host.troubles();
      troubles.forEach(t -> System.err.println("oriel: bundle " + t));
      host.awaitStop(Duration.ZERO);
      return ExitCode.OK;
    }
  }

  /// Another streaming host on these ports would leave this one deaf.
  private static void refuseHeldPorts(int base, int admin) throws HostException {
    var held = PortHolders.find(base, admin);
    if (!held.isEmpty()) {
      throw new HostException(
          ExitCode.FAILED,
          String.join("\n       ", held.stream().map(Object::toString).toList())
              + "\n       stop it, or start this one with --port "
              + (base + 1_000));
    }
  }

  private static void shutDown(Host host) {
    LateLogManager.keep();
    System.out.println("oriel: stopping");
    host.close();
    // What still runs now is a leak; a non-daemon thread must not keep the process.
    Runtime.getRuntime().halt(ExitCode.OK.status());
  }
}
