package io.oriel.client.gamestream.internal.media;

import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.VideoCodec;
import io.oriel.client.gamestream.internal.media.FrameAssembler.FrameSink;
import io.oriel.wire.gamestream.control.FecStatus;

/// Decides which frames the decoder gets, and asks for repair, as the stock client's depacketizer
/// does (GameStream protocol notes §3.7): after a loss nothing is shown until a key frame; it is
/// asked for once a later frame is whole, and again after 120 drops.
///
/// Receive thread only, but for [#overflowed()].
public final class FrameGate implements FrameSink {
  private static final int MOST_DROPS = 120;

  private final VideoCodec codec;
  private final boolean invalidation;
  private final int packetSize;
  private final Outlet outlet;
  private final StreamCounters counters;
  private boolean awaitingKey = true;
  private boolean awaitingReference;
  private boolean awaitingNextFrame;
  private boolean anyKey;
  private int nextFrame = 1;
  private int firstLost;
  private int drops;
  private volatile boolean overflowed;

  public FrameGate(
      VideoCodec codec,
      boolean invalidation,
      int packetSize,
      Outlet outlet,
      StreamCounters counters) {
    this.codec = codec;
    this.invalidation = invalidation;
    this.packetSize = packetSize;
    this.outlet = outlet;
    this.counters = counters;
  }

  /// Where it all goes. Receive thread.
  public interface Outlet {
    void show(ReceivedFrame frame);

    void wantKeyFrame();

    void invalidate(int first, int last);

    void fec(FecStatus report);
  }

  /// The decoder's queue was full and has been emptied; any thread.
  public void overflowed() {
    overflowed = true;
  }

  @Override
  public void frame(ReceivedFrame frame, byte[] firstPacket) {
    if (frame.index() - nextFrame < 0) {
      return;
    }
    counters.framesReceived.incrementAndGet();
    counters.packetsRecovered.addAndGet(frame.recoveredPackets());
    counters.framesSavedByFec.addAndGet(frame.recoveredPackets() > 0 ? 1 : 0);
    counters.bytes.addAndGet(frame.bytes().length);
    counters.hostLatency(frame.hostLatencyTenthMs());
    if (frame.index() != nextFrame) {
      counters.framesLost.addAndGet(frame.index() - nextFrame);
      drop(nextFrame);
    }
    nextFrame = frame.index() + 1;
    if (overflowed) {
      overflowed = false;
      awaitingKey = true;
      outlet.wantKeyFrame();
    }
    askAfterLoss(frame);
    if (passes(frame, firstPacket)) {
      drops = 0;
      outlet.show(frame);
    } else {
      counters.framesSkipped.incrementAndGet();
      countDrop();
    }
  }

  @Override
  public void lost(int frame, boolean speculative) {
    if (frame - nextFrame < 0) {
      return;
    }
    counters.framesLost.addAndGet(frame - nextFrame + 1);
    drop(nextFrame);
    nextFrame = frame + 1;
    countDrop();
  }

  @Override
  public void fec(FecStatus report) {
    counters.fecReports.incrementAndGet();
    outlet.fec(report);
  }

  private void drop(int first) {
    if (!awaitingNextFrame) {
      firstLost = first;
    }
    awaitingNextFrame = true;
    if (invalidation && anyKey && !awaitingKey) {
      awaitingReference = true;
    } else {
      awaitingKey = true;
    }
  }

  private void askAfterLoss(ReceivedFrame frame) {
    if (!awaitingNextFrame) {
      return;
    }
    awaitingNextFrame = false;
    if (awaitingReference && !awaitingKey) {
      counters.invalidationRequests.incrementAndGet();
      outlet.invalidate(firstLost, frame.index() - 1);
    } else if (!frame.key()) {
      outlet.wantKeyFrame();
    }
  }

  private boolean passes(ReceivedFrame frame, byte[] firstPacket) {
    boolean key = KeyFrameCheck.isKey(codec.family(), frame, firstPacket, packetSize);
    if (key) {
      anyKey = true;
      awaitingKey = false;
      awaitingReference = false;
      counters.keyFrame(frame.completeNanos());
      return true;
    }
    if (awaitingKey) {
      return false;
    }
    if (awaitingReference && (frame.type() == 4 || frame.type() == 5)) {
      awaitingReference = false;
    }
    return !awaitingReference;
  }

  private void countDrop() {
    drops++;
    if (drops >= MOST_DROPS) {
      drops = 0;
      awaitingKey = true;
      outlet.wantKeyFrame();
    }
  }
}
