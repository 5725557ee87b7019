package io.oriel.lib.desktop;

import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import io.oriel.lib.programs.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The D-Bus session bus of one desktop. On the bus of another desktop a program that runs only
/// once would find itself there, and open its window, its dialogs and its notifications there too.
///
/// It ends with the display, by the variable that marks its processes; so does what it starts.
public final class DesktopBus {
  /// Where programs look for the bus.
  public static final String ADDRESS = "DBUS_SESSION_BUS_ADDRESS";

  /// The program.
  public static final String DAEMON = "dbus-daemon";

  private static final Logger LOG = LoggerFactory.getLogger(DesktopBus.class);
  private static final String SOCKET = "bus";
  private static final String CONFIGURATION = "bus.conf";
  private static final String UNESCAPED = "-_/.\\*"; // and letters and digits

  private DesktopBus() {}

  /// Lets the host connect to the bus, too, which as root it may not where the desktop runs as
  /// another user. Before the desktop's directory is given to that user, and before [#start].
  public static void admitHost(PrivateDesktop desktop) throws IOException {
    if (!desktop.account().dropped()) {
      return;
    }
    Path file = desktop.directory().resolve(CONFIGURATION);
    // dbus-daemon(1), "mandatory" rules come last, so that those of the distribution do not win.
    Files.writeString(
        file,
        """
        <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
         "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
        <busconfig>
          <include>/usr/share/dbus-1/session.conf</include>
          <policy context="mandatory"><allow user="root"/></policy>
        </busconfig>
        """);
    desktop.account().own(file);
  }

  /// Starts a bus and returns when it listens.
  ///
  /// @param environment of the programs that it starts
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  /// @return its address; empty: there is none, which programs get along with
  public static Optional<String> start(
      PrivateDesktop desktop,
      Programs programs,
      Map<String, String> environment,
      long deadlineNanos) {
    Account account = desktop.account();
    RunDirectory directory = desktop.directory();
    DisplayLog log = desktop.log();
    Optional<Path> daemon = programs.find(DAEMON);
    if (daemon.isEmpty()) {
      return Optional.empty();
    }
    String address = "unix:path=" + escaped(directory.resolve(SOCKET).toString());
    var command = new ArrayList<>(List.of("setsid"));
    command.addAll(account.prefix());
    Path configuration = directory.resolve(CONFIGURATION);
    String rules = Files.exists(configuration) ? "--config-file=" + configuration : "--session";
    // It goes to the background once it listens.
    command.addAll(
        List.of(daemon.get().toString(), rules, "--fork", "--nopidfile", "--address=" + address));
    var builder =
        new ProcessBuilder(command)
            .directory(directory.path().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.file().toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put(ADDRESS, address);
    try {
      Process process = builder.start();
      boolean ended = process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (ended && process.exitValue() == 0) {
        return Optional.of(address);
      }
      process.destroyForcibly();
      LOG.warn("No D-Bus session for the desktop; what {} said is in {}", DAEMON, log.file());
    } catch (IOException e) {
      LOG.warn("No D-Bus session for the desktop: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the start of the desktop, which follows, ends with it
    }
    return Optional.empty();
  }

  /// D-Bus Specification, "Server Addresses": other bytes are written as `%` and two digits.
  public static String escaped(String path) {
    var text = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || UNESCAPED.indexOf(b) >= 0);
      text.append(plain ? Character.toString(b) : String.format("%%%02x", b));
    }
    return text.toString();
  }
}
