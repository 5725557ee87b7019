package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.oriel.media.core.Doorbell;
import io.oriel.media.core.SpscRing;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Packets of equal length on their way from PipeWire's callback to the reader. Nothing is
/// allocated after it was made.
///
/// A reader that falls behind loses the oldest packets, not the newest: sound that is late is of no
/// use to anybody.
final class PacketRing {
  /// Packets under way; the reader lags 80 ms behind at packets of 5 ms.
  static final int CAPACITY = 16;

  /// More packets than this waiting at once are old ones: only these many newest are read.
  private static final int FRESH = 4;

  /// One packet; its owner is who took it out of a ring.
  private static final class Packet {
    final MemorySegment bytes;
    long startNanos;

    Packet(MemorySegment bytes) {
      this.bytes = bytes;
    }
  }

  private final SpscRing<Packet> free = new SpscRing<>(CAPACITY);
  private final SpscRing<Packet> full = new SpscRing<>(CAPACITY);
  private final Doorbell doorbell = new Doorbell();
  private final long packetBytes;
  private Packet filling; // producer thread only
  private long filled; // producer thread only
  private long taken; // consumer thread only
  private volatile long offered; // written by the producer thread
  private volatile long lostPackets; // written by the producer thread
  private long skipped; // consumer thread only
  private volatile boolean over;

  PacketRing(long packetBytes, Arena arena) {
    this.packetBytes = packetBytes;
    for (int i = 0; i < CAPACITY; i++) {
      free.offer(new Packet(arena.allocate(packetBytes, 64)));
    }
  }

  /// Bytes of the packet begun; 0: the next byte begins one. Producer thread.
  long filled() {
    return filled;
  }

  /// Forgets the packet begun. Producer thread.
  void drop() {
    filled = 0;
  }

  /// Appends as much as fits into the packet begun. Producer thread.
  ///
  /// @param startNanos when the packet begun here starts; ignored within one
  /// @return how many bytes were taken
  long append(MemorySegment from, long offset, long length, long startNanos) {
    if (filled == 0) {
      Packet next = filling == null ? free.poll() : filling;
      if (next != null) {
        next.startNanos = startNanos;
      }
      filling = next;
    }
    long part = Math.min(length, packetBytes - filled);
    if (filling != null) {
      MemorySegment.copy(from, JAVA_BYTE, offset, filling.bytes, JAVA_BYTE, filled, part);
    }
    filled += part;
    if (filled == packetBytes) {
      complete();
    }
    return part;
  }

  /// Takes the next packet. Consumer thread.
  ///
  /// @return when it starts; -1: none came in time, or none comes any more
  long read(MemorySegment into, long timeoutNanos) throws InterruptedException {
    long until = System.nanoTime() + timeoutNanos;
    Packet packet = next();
    while (packet == null) {
      if (over || !doorbell.await(until)) {
        return -1;
      }
      packet = next();
    }
    MemorySegment.copy(packet.bytes, 0, into, 0, packetBytes);
    long start = packet.startNanos;
    free.offer(packet);
    return start;
  }

  /// No packet comes any more: a reader does not wait from now on. Any thread.
  void end() {
    over = true;
    doorbell.ring();
  }

  /// Packets that nobody read in time. Consumer thread.
  long lost() {
    return lostPackets + skipped;
  }

  private Packet next() {
    Packet packet = full.poll();
    if (packet == null) {
      return null;
    }
    taken++;
    if (offered - taken >= CAPACITY / 2) {
      while (offered - taken >= FRESH) {
        Packet newer = full.poll();
        if (newer == null) {
          break;
        }
        taken++;
        skipped++;
        free.offer(packet);
        packet = newer;
      }
    }
    return packet;
  }

  private void complete() {
    filled = 0;
    if (filling == null) {
      lostPackets = lostPackets + 1; // one writer
    } else {
      full.offer(filling); // as many slots as packets: there is room
      filling = null;
      offered = offered + 1; // one writer
    }
    doorbell.ring();
  }
}
