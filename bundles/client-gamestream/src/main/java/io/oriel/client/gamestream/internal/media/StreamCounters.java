package io.oriel.client.gamestream.internal.media;

import io.oriel.client.gamestream.StreamFigures;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// The counters of one stream; written by its threads, read by any.
public final class StreamCounters {
  private static final int LATENCY_STEPS = 65_536;

  public final AtomicLong framesReceived = new AtomicLong();
  public final AtomicLong keyFrames = new AtomicLong();
  public final AtomicLong framesLost = new AtomicLong();
  public final AtomicLong framesSkipped = new AtomicLong();
  public final AtomicLong framesSavedByFec = new AtomicLong();
  public final AtomicLong packets = new AtomicLong();
  public final AtomicLong packetsDropped = new AtomicLong();
  public final AtomicLong packetsRecovered = new AtomicLong();
  public final AtomicLong packetsLost = new AtomicLong();
  public final AtomicLong packetsLate = new AtomicLong();
  public final AtomicLong packetsDuplicate = new AtomicLong();
  public final AtomicLong packetsMalformed = new AtomicLong();
  public final AtomicLong keyFrameRequests = new AtomicLong();
  public final AtomicLong invalidationRequests = new AtomicLong();
  public final AtomicLong fecReports = new AtomicLong();
  public final AtomicLong decodeErrors = new AtomicLong();
  public final AtomicLong bytes = new AtomicLong();
  public final AtomicLong audioPackets = new AtomicLong();
  public final AtomicLong audioLost = new AtomicLong();
  public final AtomicLong audioRepaired = new AtomicLong();
  public final AtomicLong audioLate = new AtomicLong();
  public final AtomicLong audioMalformed = new AtomicLong();

  private final AvClock av = new AvClock();

  // Steps of 0.1 ms, as the frame header has them.
  private final AtomicLongArray latency = new AtomicLongArray(LATENCY_STEPS);
  private final AtomicLong framesShown = new AtomicLong();
  private final long launchedNanos;
  private volatile long firstKeyNanos;
  private volatile long firstShownNanos;
  private volatile long lastShownNanos;
  private volatile long longestGapNanos;
  private volatile int widthPx;
  private volatile int heightPx;
  private volatile int endCode;
  private volatile String endDetail = "";

  /// @param launchedNanos when the launch request was sent
  public StreamCounters(long launchedNanos) {
    this.launchedNanos = launchedNanos;
  }

  /// What pictures and sound are compared by.
  public AvClock av() {
    return av;
  }

  /// Receive thread.
  public void keyFrame(long nanos) {
    keyFrames.incrementAndGet();
    if (firstKeyNanos == 0) {
      firstKeyNanos = nanos;
    }
  }

  /// Receive thread; 0 is not a latency.
  public void hostLatency(int tenthMs) {
    if (tenthMs > 0) {
      latency.incrementAndGet(Math.min(tenthMs, LATENCY_STEPS - 1));
    }
  }

  /// One thread only: the decoder's, or without a decoder the receive thread.
  public void shown(int wide, int high, long nanos) {
    widthPx = wide;
    heightPx = high;
    if (firstShownNanos == 0) {
      firstShownNanos = nanos;
    } else {
      longestGapNanos = Math.max(longestGapNanos, nanos - lastShownNanos);
    }
    lastShownNanos = nanos;
    framesShown.incrementAndGet();
  }

  /// Shown frames up to now.
  public long framesShown() {
    return framesShown.get();
  }

  public boolean anyKeyFrame() {
    return firstKeyNanos != 0;
  }

  public void ended(int code, String detail) {
    endCode = code;
    endDetail = detail;
  }

  public StreamFigures figures() {
    long shownNanos = lastShownNanos - firstShownNanos;
    double seconds = shownNanos / 1e9;
    long shown = framesShown.get();
    double rate = shown > 1 && shownNanos > 0 ? (shown - 1) / seconds : 0;
    return new StreamFigures(
        widthPx,
        heightPx,
        seconds,
        rate,
        framesReceived.get(),
        shown,
        keyFrames.get(),
        framesLost.get(),
        framesSkipped.get(),
        framesSavedByFec.get(),
        packets.get(),
        packetsDropped.get(),
        packetsRecovered.get(),
        packetsLost.get(),
        packetsLate.get(),
        packetsDuplicate.get(),
        packetsMalformed.get(),
        keyFrameRequests.get(),
        invalidationRequests.get(),
        fecReports.get(),
        decodeErrors.get(),
        longestGapNanos / 1e6,
        firstKeyNanos == 0 ? -1 : (firstKeyNanos - launchedNanos) / 1e6,
        quantile(0.5),
        quantile(0.99),
        quantile(1),
        seconds > 0 ? (long) (bytes.get() * 8 / seconds) : 0,
        audioPackets.get(),
        audioLost.get(),
        audioRepaired.get(),
        audioLate.get(),
        audioMalformed.get(),
        av.driftMs(),
        endCode,
        endDetail);
  }

  private double quantile(double share) {
    long all = 0;
    for (int i = 0; i < LATENCY_STEPS; i++) {
      all += latency.get(i);
    }
    long wanted = (long) Math.ceil(all * share);
    long seen = 0;
    for (int i = 0; i < LATENCY_STEPS && all > 0; i++) {
      seen += latency.get(i);
      if (seen >= wanted) {
        return i / 10.0;
      }
    }
    return 0;
  }
}
