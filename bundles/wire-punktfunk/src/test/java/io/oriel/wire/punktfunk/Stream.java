package io.oriel.wire.punktfunk;

import io.oriel.media.wire.CipherSuite;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A packetizer, a reassembler and what the latter delivered.
final class Stream implements FrameSink {
  record Frame(int index, byte[] bytes, long ptsNanos, int flags, int recovered) {}

  final List<Frame> frames = new ArrayList<>();
  final List<Integer> lost = new ArrayList<>();
  final StreamParameters parameters;
  final Packetizer packetizer;
  final Reassembler reassembler;

  private Stream(StreamParameters parameters, MediaKeys keys) {
    this.parameters = parameters;
    packetizer = keys == null ? new Packetizer(parameters) : new Packetizer(parameters, keys);
    reassembler =
        keys == null ? new Reassembler(parameters, this) : new Reassembler(parameters, keys, this);
  }

  static Stream plain(StreamParameters parameters) {
    return new Stream(parameters, null);
  }

  static Stream sealed(StreamParameters parameters) {
    return new Stream(parameters, keys(parameters.generation()));
  }

  static MediaKeys keys(Generation generation) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) 9);
    return generation == Generation.V1
        ? new KeysV1(CipherSuite.AES_128_GCM, Arrays.copyOf(secret, 16), new byte[4], Sender.HOST)
        : KeysV2.of(CipherSuite.CHACHA20_POLY1305, secret, Sender.HOST);
  }

  static byte[] random(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// The datagrams of a frame in the order of sending.
  List<byte[]> packets(byte[] unit, int index, long pts, int flags) {
    int count = packetizer.build(MemorySegment.ofArray(unit), unit.length, index, pts, flags);
    var packets = new ArrayList<byte[]>(count);
    for (int i = 0; i < count; i++) {
      packetizer.prepare(i + 1);
      int at = packetizer.offset(i);
      packets.add(Arrays.copyOfRange(packetizer.bytes(), at, at + packetizer.datagramBytes()));
    }
    return packets;
  }

  List<byte[]> packets(byte[] unit, int index) {
    return packets(unit, index, 16_000_000L * index, FrameFlags.PICTURE);
  }

  void receive(List<byte[]> packets) {
    for (byte[] packet : packets) {
      receive(packet);
    }
  }

  void receive(byte[] packet) {
    reassembler.datagram(packet.clone(), 0, packet.length, 1);
  }

  LossStatistics statistics() {
    return reassembler.statistics();
  }

  long rejected(Rejection why) {
    return statistics().rejected().get(why);
  }

  @Override
  public void frame(AccessUnit unit) {
    frames.add(
        new Frame(
            unit.index(),
            Arrays.copyOf(unit.bytes(), unit.length()),
            unit.ptsNanos(),
            unit.flags(),
            unit.recovered()));
  }

  @Override
  public void lost(int index) {
    lost.add(index);
  }
}
