package io.oriel.media.wire;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Spreads the packets of large frames, so that no queue on the way overflows: a token bucket, with
/// a deadline for every frame. One thread, of [io.oriel.media.core.MediaThread].
///
/// The bucket holds one burst and fills at a rate. What it holds leaves at once, so a frame that
/// fits, as most do, does not wait. What exceeds it leaves at the rate, or faster where the frame
/// would not be out by its deadline otherwise; what is left then goes out at once.
///
/// ```java
/// pacer.begin(count * size, budgetNanos);
/// for (…) {                                  // a run of datagrams per system call
///   pacer.await(run * size);
///   sender.send(…);
/// }
/// ```
public final class Pacer {
  /// A rate for home networks, whose slowest part is seldom known: most of what gigabit Ethernet
  /// carries, in bit/s.
  public static final long BITS_PER_SECOND = 800_000_000;

  /// What the buffer of a plain switch port takes, in bytes.
  public static final int BURST_BYTES = 64 * 1024;

  // What is due so soon may go now. With a timer slack of 1 ns a park ends 5 … 15 µs late (60 with
  // the usual 50 µs), and the schedule is absolute, so lateness does not add up: spinning would buy
  // nothing that a queue on the way could notice.
  private static final long SHORTEST_WAIT_NANOS = 20_000;

  private final LongSupplier clock;
  private final LongConsumer sleep;
  private long burstBytes;
  private double nanosPerByte;
  private double tokens; // bytes that could leave at once when the frame began
  private double frameNanosPerByte; // of what exceeds them
  private long startNanos;
  private long deadlineNanos;
  private long sentBytes; // of the frame
  private long lastNanos; // until when what was sent has used up what flowed in

  /// @param bitsPerSecond at which packets beyond the burst leave
  /// @param burstBytes what may leave at once
  public Pacer(long bitsPerSecond, long burstBytes) {
    this(bitsPerSecond, burstBytes, System::nanoTime, LockSupport::parkNanos);
  }

  Pacer(long bitsPerSecond, long burstBytes, LongSupplier clock, LongConsumer sleep) {
    this.clock = clock;
    this.sleep = sleep;
    rate(bitsPerSecond, burstBytes);
    tokens = burstBytes;
    lastNanos = clock.getAsLong();
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
    long now = clock.getAsLong();
    double left = Math.max(0, tokens - sentBytes);
    tokens = Math.min(burstBytes, left + Math.max(0, now - lastNanos) / nanosPerByte);
    startNanos = now;
    lastNanos = now;
    deadlineNanos = now + budgetNanos;
    sentBytes = 0;
    double overflow = frameBytes - tokens;
    frameNanosPerByte = overflow > 0 ? Math.clamp(budgetNanos / overflow, 0, nanosPerByte) : 0;
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
    double overflow = sentBytes - tokens;
    if (overflow <= 0 || frameNanosPerByte == 0) {
      return 0;
    }
    long due = Math.min(startNanos + (long) (overflow * frameNanosPerByte), deadlineNanos);
    long before = clock.getAsLong();
    long now = before;
    while (due - now > SHORTEST_WAIT_NANOS && !Thread.currentThread().isInterrupted()) {
      sleep.accept(due - now);
      now = clock.getAsLong();
    }
    lastNanos = Math.max(due, now);
    return now - before;
  }
}
