package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.NameListener;
import io.oriel.lib.desktop.DesktopBus;
import io.oriel.vdisplay.kwin.internal.bus.EisRemoteDesktop;
import io.oriel.vdisplay.kwin.internal.bus.Introspectable;
import io.oriel.vdisplay.kwin.internal.bus.Kwin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a running KWin tells and gives over D-Bus. Control threads.
final class KwinBus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KwinBus.class);
  private static final String NAME = "org.kde.KWin";
  private static final String EIS_PATH = "/org/kde/KWin/EIS/RemoteDesktop";
  private static final int ALL_DEVICES = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration NAME_PATIENCE = Duration.ofSeconds(2);
  private static final Pattern VERSION = Pattern.compile("(?m)^KWin version: *([\\d.]+)");
  private static final Pattern BACKEND =
      Pattern.compile("(?m)^Output backend\\n=+\\nName: *(?:KWin::)?(\\w+)");
  private static final Pattern COMPOSITING = Pattern.compile("(?m)^Compositing Type: *(\\w+)");

  /// What KWin says of itself; empty texts: it does not.
  ///
  /// @param version for example `5.27.5`
  /// @param backend `DrmBackend`, `VirtualBackend`, `WaylandBackend` …
  /// @param compositing `OpenGL`, `QPainter`
  /// @param eis it has a libei server
  record Told(String version, String backend, String compositing, boolean eis) {
    static final Told NOTHING = new Told("", "", "", false);

    /// KWin's headless backend.
    boolean headless() {
      return backend.equals("VirtualBackend");
    }

    boolean old() {
      return version.startsWith("5.");
    }
  }

  private final Bus bus;

  private KwinBus(Bus bus) {
    this.bus = bus;
  }

  /// Connects to the bus beside KWin's socket, or else to the host's.
  ///
  /// @return empty: there is none
  static Optional<KwinBus> open(Path socket) {
    Path beside = socket.resolveSibling("bus");
    try {
      return Optional.of(
          new KwinBus(
              Files.exists(beside)
                  ? Bus.open("unix:path=" + DesktopBus.escaped(beside.toString()), PATIENCE)
                  : Bus.session()));
    } catch (BusException e) {
      LOG.debug("no bus for KWin at {}: {}", socket, e.toString());
      return Optional.empty();
    }
  }

  /// Asks KWin about itself. Takes some seconds at most.
  Told ask() {
    try {
      awaitName();
      String text = bus.object(NAME, "/KWin", Kwin.class).supportInformation();
      return new Told(found(VERSION, text), found(BACKEND, text), found(COMPOSITING, text), eis());
    } catch (BusException e) {
      return Told.NOTHING;
    }
  }

  /// KWin listens on its socket a moment before it takes its name.
  private void awaitName() throws BusException {
    var owned = new CompletableFuture<Void>();
    var listener =
        new NameListener() {
          @Override
          public void appeared(String owner) {
            owned.complete(null);
          }

          @Override
          public void vanished() {}
        };
    try (var _ = bus.watch(NAME, listener)) {
      owned.get(NAME_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // the call says so
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean eis() {
    try {
      String xml = bus.object(NAME, EIS_PATH, Introspectable.class).introspect();
      return xml.contains("org.kde.KWin.EIS.RemoteDesktop");
    } catch (BusException e) {
      return false; // no such object: KWin before 6.1, or without its plugin
    }
  }

  /// Opens a connection to KWin's libei server, which KWin ends with this.
  ///
  /// @return the caller's descriptor
  int connectToEis() throws BackendException {
    try {
      return bus.object(NAME, EIS_PATH, EisRemoteDesktop.class)
          .connectToEis(ALL_DEVICES)
          .fd()
          .getIntFileDescriptor();
    } catch (BusException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "KWin gives no input over D-Bus: " + e.getMessage(), e);
    }
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  @Override
  public void close() {
    bus.close();
  }
}
