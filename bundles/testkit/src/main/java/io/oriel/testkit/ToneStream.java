package io.oriel.testkit;

import io.oriel.api.audio.AudioStream;
import io.oriel.api.backend.BackendException;
import io.oriel.media.core.Doorbell;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Plays the [Tones] on a clock that may run slow or fast. What nobody fetched within a fifth of a
/// second is lost, as it would be with a sound server.
final class ToneStream implements AudioStream {
  private static final long KEPT_NANOS = 200_000_000;

  private final Doorbell bell = new Doorbell();
  private final int channels;
  private final int frames;
  private final double blockNanos;
  private final float[] samples;
  private final long startNanos = System.nanoTime();
  private long block;
  private volatile boolean closed;

  /// @param ppm how slow its clock is
  ToneStream(int channels, int frames, int ppm) {
    this.channels = channels;
    this.frames = frames;
    this.blockNanos = frames * 1e9 / Tones.RATE_HZ * (1 + ppm / 1e6);
    this.samples = new float[frames * channels];
  }

  @Override
  public long read(MemorySegment to, long timeoutNanos)
      throws BackendException, InterruptedException {
    long until = System.nanoTime() + timeoutNanos;
    if (startNanos + at(block + 1) < System.nanoTime() - KEPT_NANOS) {
      block = (long) ((System.nanoTime() - startNanos) / blockNanos) - 1;
    }
    long complete = startNanos + at(block + 1);
    while (!closed && System.nanoTime() < complete) {
      if (System.nanoTime() >= until) {
        return -1;
      }
      bell.await(Math.min(complete, until));
    }
    if (closed) {
      throw new BackendException(BackendException.Kind.DEVICE_LOST, "the test sound has ended");
    }
    Tones.fill(samples, channels, block * frames);
    MemorySegment.copy(samples, 0, to, ValueLayout.JAVA_FLOAT, 0, samples.length);
    return startNanos + at(block++);
  }

  private long at(long which) {
    return Math.round(which * blockNanos);
  }

  @Override
  public void close() {
    closed = true;
    bell.ring();
  }
}
