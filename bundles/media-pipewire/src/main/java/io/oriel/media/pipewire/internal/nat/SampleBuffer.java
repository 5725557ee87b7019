package io.oriel.media.pipewire.internal.nat;

/// The first memory block of a `struct pw_buffer`; one object is moved from buffer to buffer.
///
/// ```
/// pw_buffer:  0 spa_buffer*, 24 requested (frames, from 0.3.49 on)
/// spa_buffer: 0 n_metas, 4 n_datas, 8 metas*, 16 datas*
/// spa_data:   0 type, 4 flags, 8 fd, 16 mapoffset, 20 maxsize, 24 data*, 32 chunk*
/// spa_chunk:  0 offset, 4 size, 8 stride, 12 flags
/// ```
/// (`pipewire/stream.h`, `spa/buffer/buffer.h`)
public final class SampleBuffer {
  private long address;
  private long length;
  private long memory;
  private long chunk;
  private long capacity;
  private long requested;

  /// Moves to another buffer.
  public void at(long buffer) {
    long spa = Memory.pointer(buffer);
    address = 0;
    length = 0;
    memory = 0;
    capacity = 0;
    requested = Memory.pointer(buffer + 24);
    if (Memory.number(spa + 4) < 1) {
      return;
    }
    long block = Memory.pointer(spa + 16);
    memory = Memory.pointer(block + 24);
    chunk = Memory.pointer(block + 32);
    capacity = Integer.toUnsignedLong(Memory.number(block + 20));
    if (memory == 0 || chunk == 0 || capacity == 0) {
      capacity = 0;
      return;
    }
    long offset = Integer.toUnsignedLong(Memory.number(chunk)) % capacity;
    address = memory + offset;
    length = Math.min(Integer.toUnsignedLong(Memory.number(chunk + 4)), capacity - offset);
  }

  /// Where its samples begin.
  public long address() {
    return address;
  }

  /// Bytes of samples; 0: none.
  public long length() {
    return length;
  }

  /// Where its memory begins, for samples to be written.
  public long memory() {
    return memory;
  }

  /// How many frames the graph wants in it, as far as they fit; 0: it has no memory.
  public int wantedFrames(int frameBytes) {
    long room = capacity / frameBytes;
    return (int) (requested > 0 ? Math.min(requested, room) : room);
  }

  /// Says how much was written, from the beginning of its memory.
  public void written(long bytes, int frameBytes) {
    if (capacity > 0) {
      Memory.number(chunk, 0);
      Memory.number(chunk + 4, (int) bytes);
      Memory.number(chunk + 8, frameBytes);
    }
  }
}
