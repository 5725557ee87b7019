package io.oriel.wire.gamestream.enet;

/// Acknowledgements that wait for the next datagram. What does not fit is acknowledged when its
/// command comes again.
final class AckQueue {
  private static final int SIZE = 256;

  private final long[] entries = new long[SIZE];
  private int head;
  private int count;

  void add(int channel, int sequence, int sentTime) {
    if (count < SIZE) {
      entries[(head + count++) % SIZE] = (long) channel << 32 | (long) sequence << 16 | sentTime;
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// Writes the oldest as a command at `at`.
  void write(byte[] b, int at) {
    long e = entries[head];
    head = (head + 1) % SIZE;
    count--;
    int sequence = (int) (e >> 16) & 0xffff;
    b[at] = Enet.ACKNOWLEDGE;
    b[at + 1] = (byte) (e >> 32);
    Enet.put16(b, at + 2, sequence);
    Enet.put16(b, at + 4, sequence);
    Enet.put16(b, at + 6, (int) e & 0xffff);
  }
}
