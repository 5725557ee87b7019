package io.oriel.media.wire;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Spreads the packets of large frames, so that no queue on the way overflows. One thread, whose
/// timer slack should be small ([io.oriel.media.core.MediaThread]).
///
/// What fits into one burst leaves at once. The rest leaves at a given rate, or faster where the
/// frame would not be out within its budget otherwise.
public final class Pacer {
  // A park of less ends later than asked for anyway (15 … 30 µs, measured).
  private static final long SHORTEST_WAIT_NANOS = 20_000;

  private final LongSupplier clock;
  private final LongConsumer sleep;
  private long burstBytes;
  private double nanosPerByte;
  private long startNanos;
  private long deadlineNanos;
  private double frameNanosPerByte;
  private long sentBytes;

  /// @param bitsPerSecond at which packets beyond the burst leave
  /// @param burstBytes what may leave at once
  public Pacer(long bitsPerSecond, long burstBytes) {
    this(bitsPerSecond, burstBytes, System::nanoTime, LockSupport::parkNanos);
  }

  Pacer(long bitsPerSecond, long burstBytes, LongSupplier clock, LongConsumer sleep) {
    this.clock = clock;
    this.sleep = sleep;
    rate(bitsPerSecond, burstBytes);
  }

  /// Changes rate and burst from the next frame on. The pacing thread.
  public void rate(long bitsPerSecond, long burstBytes) {
    if (bitsPerSecond <= 0 || burstBytes < 0) {
      throw new IllegalArgumentException(bitsPerSecond + " bit/s, burst " + burstBytes);
    }
    nanosPerByte = 8e9 / bitsPerSecond;
    this.burstBytes = burstBytes;
  }

  /// Begins a frame.
  ///
  /// @param frameBytes all its packets together
  /// @param budgetNanos when the last packet shall have left at the latest, from now
  public void begin(long frameBytes, long budgetNanos) {
    startNanos = clock.getAsLong();
    deadlineNanos = startNanos + budgetNanos;
    sentBytes = 0;
    long overflow = frameBytes - burstBytes;
    frameNanosPerByte = overflow > 0 ? Math.min(nanosPerByte, (double) budgetNanos / overflow) : 0;
  }

  /// When the frame's budget ends, on `System.nanoTime()`'s clock.
  public long deadlineNanos() {
    return deadlineNanos;
  }

  /// Waits until the next packets of the frame may leave, and counts them as sent. Returns early
  /// when the thread is interrupted, whose flag stays set.
  ///
  /// @param bytes of those packets together
  /// @return how long it waited on purpose
  public long await(long bytes) {
    sentBytes += bytes;
    long overflow = sentBytes - burstBytes;
    if (overflow <= 0 || frameNanosPerByte == 0) {
      return 0;
    }
    long due = startNanos + (long) (overflow * frameNanosPerByte);
    long before = clock.getAsLong();
    long now = before;
    while (due - now > SHORTEST_WAIT_NANOS && !Thread.currentThread().isInterrupted()) {
      sleep.accept(due - now);
      now = clock.getAsLong();
    }
    return now - before;
  }
}
