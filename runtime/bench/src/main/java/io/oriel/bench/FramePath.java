package io.oriel.bench;

import io.oriel.media.core.Doorbell;
import io.oriel.media.core.MediaThread;
import io.oriel.media.core.SpscRing;
import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.PacedSender;
import io.oriel.media.wire.Pacer;
import io.oriel.media.wire.UdpSocket;
import io.oriel.wire.gamestream.video.FrameType;
import io.oriel.wire.gamestream.video.VideoPacketizer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// What a GameStream link does with an encoded frame, on two threads as in a session: one submits
/// at the refresh rate, the other packetizes, protects, encrypts, paces and sends.
final class FramePath implements AutoCloseable {
  // as a GameStream session has them
  private static final int PACKET_SIZE = 1392;
  private static final int FEC_PERCENT = 20;
  private static final int MIN_PARITY = 2;
  private static final long INTERVAL_NANOS = 1_000_000_000L / 120;

  private static final int QUEUED = 8;

  /// What is measured of one stretch of frames.
  ///
  /// @param all from submit to the last datagram handed to the kernel
  /// @param keys the same of key frames alone
  /// @param dropped datagrams the kernel did not take in time
  record Stretch(Samples all, Samples keys, long allocatedBytes, long dropped) {}

  private static final class Frame {
    int index;
    boolean key;
    long submitNanos;
  }

  private final Arena arena = Arena.ofShared();
  private final MemorySegment bitstream;
  private final int frameBytes;
  private final int keyBytes;
  private final UdpSocket out;
  private final Sink sink;
  private final UdpSocket.Route route;
  private final PacedSender sender;
  private final VideoPacketizer packetizer =
      new VideoPacketizer(PACKET_SIZE, FEC_PERCENT, MIN_PARITY, new byte[16]);
  private final SpscRing<Frame> frames = new SpscRing<>(QUEUED);
  private final Frame[] slots = new Frame[QUEUED];
  private final Doorbell doorbell = new Doorbell();
  private int submitted;

  FramePath(int frameBytes, int keyBytes) throws IOException {
    this.frameBytes = frameBytes;
    this.keyBytes = keyBytes;
    byte[] noise = new byte[keyBytes];
    new Random(1).nextBytes(noise);
    bitstream = arena.allocate(keyBytes, 64);
    MemorySegment.copy(noise, 0, bitstream, ValueLayout.JAVA_BYTE, 0, keyBytes);
    for (int i = 0; i < QUEUED; i++) {
      slots[i] = new Frame();
    }
    sink = new Sink();
    out = Sink.open();
    route = out.route(sink.address(), null);
    var pacer = new Pacer(Pacer.BITS_PER_SECOND, Pacer.BURST_BYTES);
    sender = new PacedSender(out, DatagramSender.BURST, packetizer.datagramBytes(), pacer);
  }

  /// Sends frames at a steady rate.
  ///
  /// @param keyEvery frames from one key frame to the next, the first included
  Stretch run(int count, long intervalNanos, int keyEvery) throws InterruptedException {
    var all = new Samples(count);
    var keys = new Samples(count / keyEvery + 1);
    long[] allocated = {0};
    Throwable[] broke = {null};
    long dropsBefore = sender.sender().drops();
    Thread transmit =
        MediaThread.start(
            "oriel-b-tx", () -> transmit(count, all, keys, allocated), t -> broke[0] = t);
    Thread submit =
        MediaThread.start(
            "oriel-b-vid", () -> submit(count, intervalNanos, keyEvery), t -> broke[0] = t);
    submit.join();
    transmit.join();
    if (broke[0] != null) {
      throw new IllegalStateException("the frame path broke", broke[0]);
    }
    return new Stretch(all, keys, allocated[0], sender.sender().drops() - dropsBefore);
  }

  private void submit(int count, long intervalNanos, int keyEvery) {
    long due = System.nanoTime();
    for (int i = 0; i < count; i++) {
      due += intervalNanos;
      Ticks.await(due);
      Frame frame = slots[submitted % QUEUED];
      frame.index = ++submitted;
      frame.key = i % keyEvery == 0;
      frame.submitNanos = System.nanoTime();
      while (!frames.offer(frame)) {
        Ticks.await(System.nanoTime() + 100_000); // far behind: the figures show it
      }
      doorbell.ring();
    }
  }

  private void transmit(int count, Samples all, Samples keys, long[] allocated) {
    long before = ThreadAllocation.bytes();
    long waited = 250_000_000;
    try {
      for (int done = 0; done < count; ) {
        Frame frame = frames.poll();
        if (frame == null) {
          doorbell.await(System.nanoTime() + waited);
          continue;
        }
        send(frame);
        long took = System.nanoTime() - frame.submitNanos;
        all.add(took);
        if (frame.key) {
          keys.add(took);
        }
        done++;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    allocated[0] = ThreadAllocation.bytes() - before;
  }

  private void send(Frame frame) {
    int length = frame.key ? keyBytes : frameBytes;
    int type = frame.key ? FrameType.KEY : FrameType.PREDICTED;
    packetizer.build(bitstream, length, frame.index, type, 0, 0, false);
    packetizer.seal();
    sender.send(packetizer, route, INTERVAL_NANOS * 3 / 4, System.nanoTime() + INTERVAL_NANOS);
  }

  @Override
  public void close() {
    sink.close();
    out.close();
    packetizer.close();
    arena.close();
  }
}
