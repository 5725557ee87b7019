package io.oriel.media.pipewire;

import io.oriel.media.pipewire.internal.nat.Memory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// The buffers of a [VideoStream] and where each is: with PipeWire, with the listener, or on its
/// way back. The connection's thread, unless another is named.
///
/// A slot is used again only when its buffer is nobody's any more: old buffers that are still read
/// and the new ones after a change of format have different slots.
final class BufferSlots {
  private final VideoBuffer[] slots = new VideoBuffer[VideoStreamRequest.MOST_BUFFERS];
  private final AtomicLong returned = new AtomicLong(); // a bit for each slot
  private final LongConsumer queue;
  private final ReturnBell bell;
  private volatile boolean scarce; // the producer may run short: returns are urgent
  private int count; // buffers there are
  private int out; // of these, with the listener

  /// @param queue gives a `struct pw_buffer *` to PipeWire
  BufferSlots(PipeWireConnection connection, LongConsumer queue) {
    this.queue = queue;
    bell = new ReturnBell(connection.loop().pointer(), this::takeBack);
  }

  /// @return `null`: there are too many; it goes straight back whenever it is filled
  VideoBuffer add(long pointer, VideoStreamFormat format, boolean map) {
    Memory.pointer(pointer + 8, -1); // user_data
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] == null) {
        slots[slot] = new VideoBuffer(pointer, slot, format, map);
        Memory.pointer(pointer + 8, slot);
        count++;
        measure();
        return slots[slot];
      }
    }
    return null;
  }

  /// The producer has no use for it any more.
  void remove(VideoBuffer buffer) {
    takeBack();
    count--;
    buffer.removed = true;
    if (buffer.out) {
      out--;
    } else {
      forget(buffer);
    }
    measure();
  }

  /// The buffer of a `struct pw_buffer *`; `null`: there were too many.
  VideoBuffer at(long pointer) {
    long slot = Memory.pointer(pointer + 8);
    var buffer = slot >= 0 && slot < slots.length ? slots[(int) slot] : null;
    return buffer != null && buffer.pointer == pointer ? buffer : null;
  }

  /// The listener gets it.
  void lend(VideoBuffer buffer) {
    buffer.out = true;
    out++;
    measure();
  }

  /// The listener gives it back. Any thread.
  void giveBack(VideoBuffer buffer) {
    returned.getAndAdd(1L << buffer.slot); // its bit is clear: it was out
    if (scarce) {
      bell.ring();
    }
  }

  /// Gives PipeWire what came back since.
  void takeBack() {
    for (long bits = returned.getAndSet(0); bits != 0; bits &= bits - 1) {
      var buffer = slots[Long.numberOfTrailingZeros(bits)];
      buffer.out = false;
      if (buffer.removed) {
        forget(buffer);
      } else {
        out--;
        queue.accept(buffer.pointer);
      }
    }
    measure();
  }

  int count() {
    return count;
  }

  int out() {
    return out;
  }

  /// Frees everything; no lease may be read any more.
  void close() {
    bell.close();
    for (var buffer : slots) {
      if (buffer != null) {
        buffer.free();
      }
    }
  }

  /// Half of the buffers are here: from now on every one goes back at once.
  private void measure() {
    boolean now = 2 * out > count;
    if (now != scarce) {
      scarce = now;
      if (now && returned.get() != 0) {
        bell.ring(); // came back a moment before
      }
    }
  }

  private void forget(VideoBuffer buffer) {
    slots[buffer.slot] = null;
    buffer.free();
  }
}
