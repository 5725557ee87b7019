package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.protocol.ZkdeScreencastUnstableV1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects to a KWin of the host's own user so that KWin offers what it hides from others.
/// Control thread.
final class KwinDoor {
  private static final Logger LOG = LoggerFactory.getLogger(KwinDoor.class);

  /// KDE looks for new desktop files every 1.5 s at most (KSycoca).
  private static final Duration NOTICE = Duration.ofMillis(1_700);

  private static final int ROUNDS = 3;

  /// A connection and what KWin offers on it. The receiver closes the connection.
  record Entry(WaylandConnection connection, Globals globals) {
    boolean offers(String interfaceName) {
      return !globals.all(interfaceName).isEmpty();
    }
  }

  private final String socket;
  private final Launcher launcher;
  private final boolean install;

  /// @param socket absolute path of KWin's socket
  /// @param install may put launcher and desktop file on the disk
  KwinDoor(String socket, Launcher launcher, boolean install) {
    this.socket = socket;
    this.launcher = launcher;
    this.install = install;
  }

  /// To a KWin that trusts whom it can look at.
  KwinDoor(String socket) {
    this(socket, null, false);
  }

  /// Connects, by the launcher where KWin does not trust this process.
  ///
  /// @param wanted the interface that matters
  /// @throws BackendException `NO_PERMISSION` with the remedy, where KWin refuses in any way
  Entry open(String wanted, long deadlineNanos) throws BackendException {
    Entry plain = direct(deadlineNanos);
    if (plain.offers(wanted)) {
      return plain;
    }
    plain.connection().close();
    if (!install) {
      throw refused(wanted, "and 'grant' in io.oriel.vdisplay.kwin is off");
    }
    try {
      launcher.install(Path.of(System.getProperty("java.home")));
      for (int round = 1; ; round++) {
        Entry known = byLauncher(deadlineNanos);
        if (known.offers(wanted)) {
          return known;
        }
        known.connection().close();
        boolean again = round < ROUNDS && System.nanoTime() + NOTICE.toNanos() < deadlineNanos;
        if (!again) {
          throw refused(
              wanted, Refusal.of(known.globals(), launcher, System.getenv("XDG_CONFIG_DIRS")));
        }
        Thread.sleep(NOTICE); // nothing tells when KDE has read its desktop files
      }
    } catch (IOException e) {
      throw refused(wanted, "and no launcher that it would know can be used: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(
          BackendException.Kind.FAILED, "interrupted while connecting to KWin", e);
    }
  }

  /// Connects as this process.
  Entry direct(long deadlineNanos) throws BackendException {
    WaylandConnection connection;
    try {
      connection = WaylandConnection.connect(socket);
    } catch (IOException e) {
      throw gone(e);
    }
    return entered(connection, deadlineNanos);
  }

  private Entry entered(WaylandConnection connection, long deadlineNanos) throws BackendException {
    try {
      var left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
      return new Entry(connection, Globals.of(connection, left));
    } catch (IOException e) {
      connection.close();
      throw gone(e);
    }
  }

  /// Lets the launcher connect and takes the connection over. The launcher ends after KWin has
  /// answered to whom it offers what.
  private Entry byLauncher(long deadlineNanos)
      throws IOException, BackendException, InterruptedException {
    Path folder = Files.createTempDirectory("oriel-kwin"); // of mode 0700
    try (var handed =
        HandedOver.by(
            List.of(launcher.executable().toString()),
            launcher.classes(),
            socket,
            folder,
            deadlineNanos)) {
      return entered(handed.connection(), deadlineNanos);
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  /// Lets another user connect, where KWin looks at who connects but trusts everybody it can look
  /// at.
  ///
  /// @param java command that starts a JVM as that user
  /// @param folder that user's, with [Launcher#put] in it
  Entry as(List<String> java, Path folder, long deadlineNanos) throws BackendException {
    try (var handed = HandedOver.by(java, folder, socket, folder, deadlineNanos)) {
      return entered(handed.connection(), deadlineNanos);
    } catch (IOException e) {
      throw gone(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(
          BackendException.Kind.FAILED, "interrupted while connecting to KWin", e);
    }
  }

  private BackendException gone(IOException e) {
    return new BackendException(
        BackendException.Kind.DEVICE_LOST, "no KWin at " + socket + ": " + e.getMessage(), e);
  }

  private BackendException refused(String wanted, String why) {
    LOG.debug("KWin at {} offers no {}", socket, wanted);
    String what =
        wanted.equals(ZkdeScreencastUnstableV1.INTERFACE) ? "its pictures (" : "its input (";
    return new BackendException(
        BackendException.Kind.NO_PERMISSION,
        "KWin does not give the host " + what + wanted + "), " + why);
  }
}
