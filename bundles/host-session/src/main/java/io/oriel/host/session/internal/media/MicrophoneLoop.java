package io.oriel.host.session.internal.media;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.OpusLayout;
import io.oriel.host.session.internal.OpenStage;
import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.opus.OpusDecoder;
import io.oriel.media.opus.OpusException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Decodes the packets of a client's microphone and writes them where programs record; runs on the
/// session's `oriel-mic-<id>` thread. Nothing in a packet ends it: what does not decode is dropped.
final class MicrophoneLoop implements Runnable {
  /// Samples of the longest packet that is taken, 20 ms.
  static final int PACKET_FRAMES = AudioParameters.SAMPLE_RATE_HZ / 50;

  /// Packets that are invented where they are missing: longer gaps are heard either way.
  static final int MOST_CONCEALED = 5;

  private static final long LOOK_NANOS = 250_000_000;

  /// By so much a client may be ahead of the time that passes; the rest of a flood is not decoded.
  private static final long AHEAD_NANOS = 200_000_000;

  /// What a packet that does not decode counts for: it cost time, too.
  private static final long DAMAGED_NANOS = 20_000_000;

  private final MicrophoneRun run;
  private final MicrophoneFigures figures;
  private final PacketOrder order = new PacketOrder(MOST_CONCEALED);
  private int lastFrames = PACKET_FRAMES; // of the last packet, as long as one that is missing
  private long paidNanos = System.nanoTime(); // sound was taken up to this time

  MicrophoneLoop(MicrophoneRun run) {
    this.run = run;
    figures = run.figures;
  }

  @Override
  public void run() {
    try (var arena = Arena.ofConfined();
        var decoder = OpusDecoder.open(OpusLayout.MONO)) {
      pump(decoder, arena.allocate(4L * PACKET_FRAMES, 64));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // stopped from outside
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pump(OpusDecoder decoder, MemorySegment samples) throws InterruptedException {
    long allocated = ThreadAllocation.bytes();
    while (run.running) {
      var packet = run.queue.poll();
      if (packet == null) {
        run.queue.await(System.nanoTime() + LOOK_NANOS);
        continue;
      }
      take(packet, decoder, samples);
      run.queue.done(packet);
      long now = ThreadAllocation.bytes();
      figures.allocatedBytes.add(now - allocated);
      allocated = now;
    }
  }

  private void take(PacketQueue.Packet packet, OpusDecoder decoder, MemorySegment samples) {
    long now = System.nanoTime();
    if (paidNanos - now > AHEAD_NANOS) {
      figures.hasty.increment();
      return;
    }
    paidNanos = Math.max(paidNanos, now - AHEAD_NANOS);
    int missing = order.missingBefore((int) packet.mark());
    if (missing == PacketOrder.PASSED) {
      figures.late.increment();
      return;
    }
    try {
      for (int i = 0; i < missing; i++) {
        write(samples, decoder.conceal(samples, lastFrames));
        figures.concealed.increment();
      }
      int frames = decoder.decode(packet.bytes(), packet.length(), samples, PACKET_FRAMES);
      lastFrames = frames;
      write(samples, frames);
      figures.packets.increment();
    } catch (OpusException _) {
      paidNanos += DAMAGED_NANOS;
      figures.damaged.increment();
    }
  }

  private void write(MemorySegment samples, int frames) {
    paidNanos += frames * 1_000_000_000L / AudioParameters.SAMPLE_RATE_HZ;
    OpenStage<Microphone> to = run.to;
    if (to == null || !to.gate().enter()) {
      return; // its loss is known; what is said meanwhile is gone
    }
    try {
      to.instance().write(samples, frames);
    } catch (RuntimeException e) {
      run.broken(to, e);
    } finally {
      to.gate().exit();
    }
  }
}
