package io.oriel.bench;

import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.internal.media.FrameAssembler;
import io.oriel.client.gamestream.internal.media.StreamCounters;
import io.oriel.media.wire.CauchyFec;
import io.oriel.media.wire.PacedSender;
import io.oriel.wire.gamestream.control.FecStatus;
import io.oriel.wire.gamestream.video.FrameType;
import io.oriel.wire.gamestream.video.VideoOpener;
import io.oriel.wire.gamestream.video.VideoPacket;
import io.oriel.wire.gamestream.video.VideoPacketizer;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// GameStream's layout, encrypted; the receiver is that of the reference client.
final class GameStreamWire implements WireLayout {
  private static final int PACKET_SIZE = 1392;
  private static final int MIN_PARITY = 2;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final VideoPacketizer packetizer;
  private final VideoOpener opener;
  private final FrameAssembler assembler;

  GameStreamWire(int fecPercent, FrameSink sink) throws InterruptedException {
    CauchyFec.prepare();
    byte[] key = new byte[16];
    packetizer = new VideoPacketizer(PACKET_SIZE, fecPercent, MIN_PARITY, key);
    opener = new VideoOpener(key);
    assembler =
        new FrameAssembler(PACKET_SIZE, new Adapter(sink), new StreamCounters(System.nanoTime()));
  }

  private record Adapter(FrameSink to) implements FrameAssembler.FrameSink {
    @Override
    public void frame(ReceivedFrame frame, byte[] firstPacket) {
      to.frame(frame.bytes(), frame.bytes().length);
    }

    @Override
    public void lost(int frame, boolean speculative) {
      // frames that do not come are counted by what does
    }

    @Override
    public void fec(FecStatus report) {
      // no host listens
    }
  }

  @Override
  public void build(MemorySegment frame, int length, int index) {
    packetizer.build(frame, length, index + 1, FrameType.PREDICTED, 0, 0, false);
    packetizer.seal();
  }

  @Override
  public PacedSender.Frame datagrams() {
    return packetizer;
  }

  /// The IV counts packets.
  @Override
  public int number(byte[] datagram, int at) {
    return (int) INTS.get(datagram, at);
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public int open(byte[] datagram, int at, int length) {
    return 0;
  }

  @Override
  public void datagram(int lane, byte[] datagram, int at, int length, long nanos) {
    if (opener.open(datagram, at, length)) {
      int prefix = VideoPacket.SEAL_PREFIX;
      assembler.packet(datagram, at + prefix, length - prefix, nanos);
    }
  }

  @Override
  public void close() {
    packetizer.close();
    opener.close();
  }
}
