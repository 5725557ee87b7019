package io.oriel.host.session.internal.media;

import io.oriel.media.core.Doorbell;
import io.oriel.media.core.SpscRing;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Copies packets from one thread to another, which waits for them; allocates nothing meanwhile.
final class PacketQueue {
  /// A place for one packet; belongs to whoever took it out of a ring.
  static final class Packet {
    private final MemorySegment bytes;
    private final ByteBuffer buffer; // the same
    private int length;
    private long mark;

    private Packet(int room) {
      bytes = Arena.ofAuto().allocate(room, 64);
      buffer = bytes.asByteBuffer();
    }

    MemorySegment bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    /// What came with it.
    long mark() {
      return mark;
    }
  }

  private final int room;
  private final SpscRing<Packet> free;
  private final SpscRing<Packet> queue;
  private final Doorbell bell = new Doorbell();

  /// @param packets a power of two
  /// @param room for bytes of one
  PacketQueue(int packets, int room) {
    this.room = room;
    free = new SpscRing<>(packets);
    queue = new SpscRing<>(packets);
    for (int i = 0; i < packets; i++) {
      free.offer(new Packet(room));
    }
  }

  /// Copies a packet. The giving thread.
  ///
  /// @return `false`: no room, or it is too long
  boolean offer(MemorySegment packet, int length, long mark) {
    var place = length > room ? null : free.poll();
    if (place == null) {
      return false;
    }
    MemorySegment.copy(packet, 0, place.bytes, 0, length);
    return queued(place, length, mark);
  }

  /// The same with what remains of a buffer, which stays as it is.
  boolean offer(ByteBuffer packet, long mark) {
    int length = packet.remaining();
    var place = length > room ? null : free.poll();
    if (place == null) {
      return false;
    }
    place.buffer.put(0, packet, packet.position(), length);
    return queued(place, length, mark);
  }

  private boolean queued(Packet place, int length, long mark) {
    place.length = length;
    place.mark = mark;
    queue.offer(place); // there are no more places than it has room for
    bell.ring();
    return true;
  }

  /// The oldest packet; `null`: none. The taking thread, which hands it to [#done].
  Packet poll() {
    return queue.poll();
  }

  /// The packet was read. The taking thread.
  void done(Packet packet) {
    free.offer(packet);
  }

  /// Waits for a packet or a [#ring()]. The taking thread.
  void await(long untilNanos) throws InterruptedException {
    bell.await(untilNanos);
  }

  /// Ends a wait. Any thread.
  void ring() {
    bell.ring();
  }
}
