package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.AudioStream;
import io.oriel.api.backend.BackendException;
import io.oriel.media.pipewire.AudioCapture;
import io.oriel.media.pipewire.PipeWireException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// What a sink plays, packet by packet.
final class SinkCapture implements AudioStream {
  private final AudioCapture capture;
  private final Consumer<SinkCapture> closed;

  /// *Takes ownership* of the capture.
  SinkCapture(AudioCapture capture, Consumer<SinkCapture> closed) {
    this.capture = capture;
    this.closed = closed;
  }

  @Override
  public long read(MemorySegment samples, long timeoutNanos)
      throws BackendException, InterruptedException {
    try {
      return capture.read(samples, timeoutNanos);
    } catch (PipeWireException e) {
      throw new BackendException(BackendException.Kind.DEVICE_LOST, e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    capture.close();
    closed.accept(this);
  }
}
