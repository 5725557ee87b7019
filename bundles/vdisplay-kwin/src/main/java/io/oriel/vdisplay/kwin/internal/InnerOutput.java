package io.oriel.vdisplay.kwin.internal;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The one monitor of a nested KWin, as KWin tells it. Any thread.
final class InnerOutput implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMillis(500);

  private final KwinLoop loop;
  private final KwinOutputs outputs;

  private InnerOutput(KwinLoop loop, KwinOutputs outputs) {
    this.loop = loop;
    this.outputs = outputs;
  }

  static InnerOutput open(String id, String socket, Duration limit) throws IOException {
    var connection = WaylandConnection.connect(socket);
    try {
      Globals globals = Globals.of(connection, limit);
      KwinOutputs outputs = KwinOutputs.of(connection, globals, limit);
      var loop = new KwinLoop("oriel-kwin-" + id, connection, _ -> {});
      loop.start();
      return new InnerOutput(loop, outputs);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /// Sets the scale, waits until the monitor has a size, and tells how it is then.
  Shown await(int widthPx, int heightPx, double scale, long deadlineNanos) throws WaylandException {
    return loop.call(
        () -> {
          if (!outputs.await(() -> sized(widthPx, heightPx).isPresent(), deadlineNanos)) {
            throw new WaylandException(
                "KWin shows "
                    + outputs
                        .primary()
                        .flatMap(KwinOutput::mode)
                        .map(InnerOutput::size)
                        .orElse("no monitor")
                    + " instead of "
                    + widthPx
                    + "x"
                    + heightPx);
          }
          KwinOutput output = sized(widthPx, heightPx).orElseThrow();
          if (output.scale() != scale) {
            outputs.apply(change -> change.scale(output.proxy(), scale), deadlineNanos);
            outputs.await(() -> output.scale() == scale, deadlineNanos);
          }
          return new Shown(
              widthPx,
              heightPx,
              output.mode().map(KwinOutput.Mode::refreshMilliHz).orElse(0),
              output.scale());
        },
        Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())).plus(GRACE));
  }

  /// What KWin made of a mode.
  record Shown(int widthPx, int heightPx, int refreshMilliHz, double scale) {}

  private Optional<KwinOutput> sized(int widthPx, int heightPx) throws WaylandException {
    return outputs.first(
        o -> o.mode().filter(m -> m.widthPx() == widthPx && m.heightPx() == heightPx).isPresent());
  }

  private static String size(KwinOutput.Mode mode) {
    return mode.widthPx() + "x" + mode.heightPx();
  }

  @Override
  public void close() {
    loop.close();
  }
}
