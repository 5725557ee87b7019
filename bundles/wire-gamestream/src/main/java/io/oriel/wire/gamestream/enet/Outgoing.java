package io.oriel.wire.gamestream.enet;

/// One command on its way out.
final class Outgoing {
  final byte[] bytes;
  final int channel;
  final int sequence;
  final boolean reliable;
  long firstSent = -1;
  long sent;
  long timeout;

  Outgoing(byte[] bytes, boolean reliable) {
    this.bytes = bytes;
    this.channel = Enet.u8(bytes, 1);
    this.sequence = Enet.u16(bytes, 2);
    this.reliable = reliable;
  }
}
