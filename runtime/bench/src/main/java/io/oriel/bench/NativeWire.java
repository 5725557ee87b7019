package io.oriel.bench;

import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.LeopardFec;
import io.oriel.media.wire.PacedSender;
import io.oriel.wire.punktfunk.Generation;
import io.oriel.wire.punktfunk.KeysV2;
import io.oriel.wire.punktfunk.MediaOpener;
import io.oriel.wire.punktfunk.Packetizer;
import io.oriel.wire.punktfunk.Reassembler;
import io.oriel.wire.punktfunk.Sender;
import io.oriel.wire.punktfunk.StreamParameters;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The native layout, second generation, with GF(2¹⁶) parity and AES-128-GCM (punktfunk protocol
/// notes §14 and 15).
///
/// With one lane the receiver is the one a client has. With more the receive thread decrypts, and
/// frames go to the lanes in turn, each of which sees a stream of its own with every n-th frame.
final class NativeWire implements WireLayout {
  private static final int MTU = 1500;
  private static final int FRAME = 8; // where a datagram has its frame's number
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int fps;
  private final Packetizer packetizer;
  private final MediaOpener opener; // null with one lane
  private final Reassembler[] lanes;

  NativeWire(int fecPercent, int fps, long bitsPerSecond, int lanes, FrameSink sink)
      throws InterruptedException {
    LeopardFec.prepare();
    this.fps = fps;
    var parameters =
        StreamParameters.of(
                Generation.V2,
                StreamParameters.shardBytes(MTU, false),
                StreamParameters.maxFrameBytes(bitsPerSecond / 1000, fps))
            .withPercent(fecPercent);
    byte[] exported = new byte[KeysV2.SECRET_BYTES];
    var keys = KeysV2.of(CipherSuite.AES_128_GCM, exported, Sender.HOST);
    packetizer = new Packetizer(parameters, keys);
    opener = lanes == 1 ? null : keys.opener();
    this.lanes = new Reassembler[lanes];
    io.oriel.wire.punktfunk.FrameSink whole = unit -> sink.frame(unit.bytes(), unit.length());
    for (int i = 0; i < lanes; i++) {
      this.lanes[i] =
          opener == null
              ? new Reassembler(parameters, keys, whole)
              : new Reassembler(parameters, whole);
    }
  }

  @Override
  public void build(MemorySegment frame, int length, int index) {
    packetizer.build(frame, length, index, index * 1_000_000_000L / fps, 0);
  }

  @Override
  public PacedSender.Frame datagrams() {
    return packetizer;
  }

  /// The sequence number follows the first byte.
  @Override
  public int number(byte[] datagram, int at) {
    return (int) INTS.get(datagram, at + 1);
  }

  @Override
  public int lanes() {
    return lanes.length;
  }

  @Override
  public int open(byte[] datagram, int at, int length) {
    if (opener == null) {
      return 0;
    }
    // no stream here has more than 2^32 datagrams
    long sequence = Integer.toUnsignedLong(number(datagram, at));
    if (!opener.open(sequence, datagram, at, length)) {
      return -1;
    }
    int frame = (int) INTS.get(datagram, at + FRAME);
    INTS.set(datagram, at + FRAME, frame / lanes.length);
    return frame % lanes.length;
  }

  @Override
  public void datagram(int lane, byte[] datagram, int at, int length, long nanos) {
    int plain = opener == null ? length : length - Generation.TAG_BYTES;
    lanes[lane].datagram(datagram, at, plain, nanos);
  }

  @Override
  public void close() {
    packetizer.close();
    for (Reassembler lane : lanes) {
      lane.close();
    }
    if (opener != null) {
      opener.close();
    }
  }
}
