package io.oriel.loss;

import java.nio.ByteBuffer;

/// A buffer of the proxy and, while it is used, the datagram in it.
final class Parcel {
  static final int SMALL = 2 << 10;
  static final int LARGE = 64 << 10;

  final ByteBuffer bytes;
  Exit exit;
  long atNanos;
  long order;

  Parcel(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  void fill(ByteBuffer datagram, Exit to, long at) {
    int length = datagram.remaining();
    bytes.clear();
    bytes.put(0, datagram, datagram.position(), length);
    bytes.limit(length);
    exit = to;
    atNanos = at;
  }

  boolean before(Parcel other) {
    return atNanos < other.atNanos || atNanos == other.atNanos && order < other.order;
  }
}
