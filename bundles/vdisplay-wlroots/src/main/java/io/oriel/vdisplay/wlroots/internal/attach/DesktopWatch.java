package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.protocol.WlOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Tells when an output of a desktop, or the desktop itself, goes away.
final class DesktopWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final WaylandConnection connection;
  private final Globals globals;
  private final Consumer<String> gone;
  private final Runnable over;
  private final Map<Integer, String> names = new HashMap<>(); // own thread, after start
  private final Thread thread;
  private volatile boolean closed;

  /// Begins to watch. What is told is told on a thread of its own, and must not wait for it.
  ///
  /// @param gone told the name of an output that is off or away
  /// @param over told when the desktop has ended
  DesktopWatch(String socket, Consumer<String> gone, Runnable over) throws IOException {
    this.gone = gone;
    this.over = over;
    connection = WaylandConnection.connect(socket);
    try {
      globals = Globals.of(connection, PATIENCE);
      look();
      globals.onChange(this::look);
      connection.roundtrip(PATIENCE);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    thread = Thread.ofPlatform().daemon().name("oriel-desktop").start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        connection.await(-1);
      }
    } catch (IOException _) {
      if (!closed) {
        over.run();
      }
    } finally {
      connection.close();
    }
  }

  private void look() {
    var now = new HashMap<Integer, Globals.Global>();
    globals.all(WlOutput.INTERFACE).forEach(g -> now.put(g.name(), g));
    for (var known : Map.copyOf(names).entrySet()) {
      if (!now.containsKey(known.getKey())) {
        names.remove(known.getKey());
        gone.accept(known.getValue());
      }
    }
    now.forEach(
        (number, global) -> {
          if (!names.containsKey(number)) {
            names.put(number, "");
            bind(number, global);
          }
        });
  }

  private void bind(int number, Globals.Global global) {
    try {
      globals.bind(
          global,
          new WlOutput(
              new WlOutput.Events() {
                @Override
                public void name(String name) {
                  names.computeIfPresent(number, (_, _) -> name == null ? "" : name);
                }
              }));
    } catch (IOException _) {
      // the connection is dead, which the next wait finds
    }
  }

  /// Returns when nothing is told any more, at most after a second.
  @Override
  public void close() {
    closed = true;
    connection.wake();
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
