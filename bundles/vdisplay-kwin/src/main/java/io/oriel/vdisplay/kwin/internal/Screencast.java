package io.oriel.vdisplay.kwin.internal;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.Output;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.OrgKdePlasmaWindow;
import io.oriel.media.wayland.protocol.OrgKdePlasmaWindowManagement;
import io.oriel.media.wayland.protocol.ZkdeScreencastUnstableV1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks KWin for streams. Loop's thread.
final class Screencast {
  private static final int VIRTUAL_SINCE = 2;
  private static final int DESCRIPTION_SINCE = 4;
  private static final int UUID_SINCE = 13;

  private final WaylandConnection connection;
  private final Globals globals;
  private final ZkdeScreencastUnstableV1 manager;

  Screencast(WaylandConnection connection, Globals globals) throws WaylandException {
    this.connection = connection;
    this.globals = globals;
    manager = globals.need(new ZkdeScreencastUnstableV1(), 1);
  }

  /// The version of the protocol both sides speak.
  int version() {
    return manager.version();
  }

  /// Asks for a new monitor, unscaled: what it is called by KWin ends with the name.
  ///
  /// @param description shown to people, where KWin takes one
  /// @throws WaylandException with KWin's reason
  KwinStream virtualOutput(
      String name, String description, int widthPx, int heightPx, int pointer, long deadlineNanos)
      throws WaylandException {
    if (version() < VIRTUAL_SINCE) {
      throw new WaylandException("this KWin makes no virtual outputs");
    }
    var stream = new KwinStream(KwinStream.Way.VIRTUAL_OUTPUT);
    if (version() >= DESCRIPTION_SINCE) {
      manager.streamVirtualOutputWithDescription(
          stream.proxy(), name, description, widthPx, heightPx, 1, pointer);
    } else {
      manager.streamVirtualOutput(stream.proxy(), name, widthPx, heightPx, 1, pointer);
    }
    return answered(stream, deadlineNanos);
  }

  /// Asks for what a monitor shows.
  ///
  /// @param name of the `wl_output`
  KwinStream output(String name, int pointer, long deadlineNanos) throws WaylandException {
    Output output =
        Output.find(connection, globals, name, left(deadlineNanos))
            .orElseThrow(() -> new WaylandException("KWin has no output " + name));
    var stream = new KwinStream(KwinStream.Way.OUTPUT);
    manager.streamOutput(stream.proxy(), output.proxy(), pointer);
    return answered(stream, deadlineNanos);
  }

  /// Asks for what a window shows.
  KwinStream window(String uuid, int pointer, long deadlineNanos) throws WaylandException {
    var stream = new KwinStream(KwinStream.Way.WINDOW);
    manager.streamWindow(stream.proxy(), uuid, pointer);
    return answered(stream, deadlineNanos);
  }

  /// The window that has the keyboard, if it fills its screen.
  Optional<String> fullScreenWindow(long deadlineNanos) throws WaylandException {
    var uuids = new ArrayList<String>();
    var manager =
        globals.bind(
            new OrgKdePlasmaWindowManagement(
                new OrgKdePlasmaWindowManagement.Events() {
                  @Override
                  public void windowWithUuid(int id, String uuid) {
                    uuids.add(uuid);
                  }
                }));
    if (manager.isEmpty() || manager.get().version() < UUID_SINCE) {
      return Optional.empty();
    }
    connection.roundtrip(left(deadlineNanos));
    List<Seen> seen = new ArrayList<>();
    for (String uuid : uuids) {
      var window = new Seen(uuid);
      manager.get().getWindowByUuid(window.proxy, uuid);
      seen.add(window);
    }
    connection.roundtrip(left(deadlineNanos));
    Optional<String> found = seen.stream().filter(Seen::fills).map(w -> w.uuid).findFirst();
    for (Seen window : seen) {
      window.proxy.destroy();
    }
    return found;
  }

  private KwinStream answered(KwinStream stream, long deadlineNanos) throws WaylandException {
    while (!stream.answered()) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        stream.close();
        throw new WaylandException("KWin does not answer; it does so while PipeWire is not there");
      }
      connection.await(left);
    }
    if (stream.refusal() != null) {
      stream.close();
      throw new WaylandException(stream.refusal());
    }
    return stream;
  }

  private static Duration left(long deadlineNanos) {
    return Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
  }

  private static final class Seen implements OrgKdePlasmaWindow.Events {
    private static final int FILLS =
        OrgKdePlasmaWindowManagement.STATE_ACTIVE | OrgKdePlasmaWindowManagement.STATE_FULLSCREEN;

    private final OrgKdePlasmaWindow proxy = new OrgKdePlasmaWindow(this);
    private final String uuid;
    private int state;

    private Seen(String uuid) {
      this.uuid = uuid;
    }

    private boolean fills() {
      return (state & FILLS) == FILLS;
    }

    @Override
    public void stateChanged(int flags) {
      state = flags;
    }
  }
}
