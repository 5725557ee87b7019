package io.oriel.clipboard.wayland.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.clipboard.Clipboard;
import io.oriel.api.clipboard.ClipboardProvider;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.ExtDataControlManagerV1;
import io.oriel.media.wayland.protocol.WlSeat;
import io.oriel.media.wayland.protocol.ZwlrDataControlManagerV1;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;

/// The clipboard of Wayland compositors that let others at it: sway, labwc, KWin.
///
/// There is no condition on it: a desktop whose clipboard cannot be reached shall say so.
@Component(configurationPid = Settings.PID)
@BackendId("wayland")
@ServiceDescription("Clipboard of Wayland desktops")
@Designate(ocd = Settings.class)
public final class WaylandClipboards implements ClipboardProvider {
  /// What [ClipboardProvider#open] may take.
  private static final long MOST_MILLIS = 5_000;

  private final Set<WaylandClipboard> open = ConcurrentHashMap.newKeySet();
  private volatile Settings settings;

  @Activate
  public WaylandClipboards(Settings settings) {
    this.settings = settings;
  }

  /// Settings apply to the next clipboard.
  @Modified
  void modified(Settings changed) {
    settings = changed;
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    open.forEach(WaylandClipboard::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    return Fitness.of(request);
  }

  @Override
  public Clipboard open(Request request, Listener listener, StageHealth health)
      throws BackendException {
    String socket =
        Fitness.socket(request.environment())
            .orElseThrow(
                () ->
                    new BackendException(
                        Kind.UNSUPPORTED, "the display's programs get no Wayland display"));
    WaylandConnection connection;
    try {
      connection = WaylandConnection.connect(socket);
    } catch (IOException e) {
      throw new BackendException(
          Kind.DEVICE_LOST, "no compositor at " + socket + ": " + e.getMessage(), e);
    }
    WaylandClipboard clipboard = null;
    boolean started = false;
    try {
      Settings now = settings; // read once: it may change
      var limit = Duration.ofMillis(Math.min(MOST_MILLIS, now.open_timeout_ms()));
      long end = System.nanoTime() + limit.toNanos(); // of both round trips together
      clipboard =
          new WaylandClipboard(
              connection,
              Duration.ofMillis(now.transfer_timeout_ms()),
              listener,
              health,
              open::remove);
      Globals globals = Globals.of(connection, limit);
      WlSeat seat = globals.need(new WlSeat(), 1);
      DataControl control =
          control(globals, seat, clipboard)
              .orElseThrow(() -> new BackendException(Kind.UNSUPPORTED, Fitness.lacking(socket)));
      var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      connection.roundtrip(left); // refused: said here, not later
      open.add(clipboard);
      clipboard.start(control);
      started = true;
      return clipboard;
    } catch (IOException e) {
      throw new BackendException(
          Kind.FAILED, "cannot reach the clipboard at " + socket + ": " + e.getMessage(), e);
    } finally {
      if (!started) {
        if (clipboard != null) {
          clipboard.discard();
        }
        connection.close();
      }
    }
  }

  private static Optional<DataControl> control(
      Globals globals, WlSeat seat, DataControl.Events events) throws WaylandException {
    var ext = globals.bind(new ExtDataControlManagerV1());
    if (ext.isPresent()) {
      return Optional.of(new ExtDataControl(ext.get(), seat, events));
    }
    var wlr = globals.bind(new ZwlrDataControlManagerV1());
    return wlr.isPresent()
        ? Optional.of(new WlrDataControl(wlr.get(), seat, events))
        : Optional.empty();
  }
}
