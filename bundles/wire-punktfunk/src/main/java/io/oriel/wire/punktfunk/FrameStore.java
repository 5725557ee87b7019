package io.oriel.wire.punktfunk;

import java.util.ArrayDeque;

/// The frames within the window and their memory (punktfunk protocol notes §16.2 and 16.4): 64
/// numbers up to the newest, never more bytes than agreed. Receive thread.
final class FrameStore {
  /// Frame numbers that are remembered, and that an incomplete frame may lie back.
  static final int WINDOW = 64;

  /// No session survives a gap so long.
  private static final int MOST_AHEAD = 1 << 16;

  private static final int LEAST_TABLE_BYTES = 16 << 10; // of streams whose frames are small

  private final FrameSlot[] slots = new FrameSlot[WINDOW];
  private final ArrayDeque<Block> idle = new ArrayDeque<>();
  private final BufferPool pool;
  private final int mostIdle;
  private final long mostTableBytes;
  private final LossCounters counters;
  private final FrameSink sink;
  private long idleTableBytes;
  private boolean started;
  private int newest;

  FrameStore(StreamParameters p, LossCounters counters, FrameSink sink) {
    // A quarter is left for putting frames of several blocks together
    this.pool = new BufferPool(p.maxInFlightBytes() - p.maxFrameBytes());
    this.mostTableBytes = Math.max(LEAST_TABLE_BYTES, p.maxInFlightBytes() / 512);
    this.mostIdle = WINDOW + p.maxBlocks(p.shardBytes());
    this.counters = counters;
    this.sink = sink;
    for (int i = 0; i < WINDOW; i++) {
      slots[i] = new FrameSlot();
    }
  }

  /// Whether a frame number is one that may come next.
  boolean near(int frame) {
    return !started || frame - newest <= MOST_AHEAD;
  }

  /// The place of a frame number; the window moves on to it if it is the newest.
  ///
  /// @return `null`: older than the window
  FrameSlot slot(int frame) {
    int ahead = started ? frame - newest : WINDOW;
    if (ahead <= -WINDOW) {
      return null;
    }
    FrameSlot slot = slots[frame & WINDOW - 1];
    if (ahead <= 0) {
      if (slot.state == FrameSlot.State.NONE) {
        slot.await(frame); // older than the stream's first packet
      }
      return slot;
    }
    if (!started) {
      started = true;
      slot.await(frame);
    } else {
      if (ahead > WINDOW) {
        counters.unrecoveredFrames.add(ahead - WINDOW);
      }
      for (int n = frame - Math.min(ahead, WINDOW) + 1; n - frame <= 0; n++) {
        leave(slots[n & WINDOW - 1]);
        slots[n & WINDOW - 1].await(n);
      }
    }
    newest = frame;
    return slot;
  }

  boolean isNewest(FrameSlot slot) {
    return slot.index == newest;
  }

  private void leave(FrameSlot slot) {
    if (slot.state == FrameSlot.State.ACTIVE) {
      lose(slot);
    } else if (slot.state == FrameSlot.State.AWAITED) {
      counters.unrecoveredFrames.increment();
    }
  }

  /// Gives up the frames whose time has passed.
  ///
  /// @param ptsNanos all before this
  void expire(long ptsNanos) {
    for (FrameSlot slot : slots) {
      if (slot.state == FrameSlot.State.ACTIVE && slot.ptsNanos - ptsNanos < 0) {
        lose(slot);
      }
    }
  }

  void lose(FrameSlot slot) {
    slot.state = FrameSlot.State.LOST;
    release(slot);
    counters.unrecoveredFrames.increment();
    sink.lost(slot.index);
  }

  /// Gives a frame's memory back.
  void release(FrameSlot slot) {
    for (int i = 0; i <= slot.highestBlock; i++) {
      Block block = slot.blocks[i];
      if (block != null) {
        slot.blocks[i] = null;
        pool.give(block.shards);
        block.shards = null;
        keep(block);
      }
    }
    slot.highestBlock = -1;
  }

  /// For the next use, unless that would keep more than the largest frames need: a peer could have
  /// one block after the other grow.
  private void keep(Block block) {
    int table = block.present.length;
    if (idle.size() < mostIdle && idleTableBytes + table <= mostTableBytes) {
      idle.addLast(block);
      idleTableBytes += table;
    }
  }

  private Block idleBlock() {
    if (idle.isEmpty()) {
      return new Block();
    }
    Block block = idle.pollLast();
    idleTableBytes -= block.present.length;
    return block;
  }

  /// Opens a block of a frame, at the cost of older frames if need be.
  ///
  /// @return `null`: no memory left
  Block open(FrameSlot slot, PacketHead head) {
    int bytes = (head.data + head.parity) * head.shardBytes;
    if (!pool.couldHold(bytes)) {
      return null; // giving frames up would not help
    }
    byte[] memory = pool.take(bytes);
    while (memory == null) {
      FrameSlot oldest = oldestBut(slot);
      if (oldest == null) {
        return null;
      }
      lose(oldest);
      memory = pool.take(bytes);
    }
    Block block = idleBlock();
    block.begin(head, memory);
    slot.add(head.block, block);
    return block;
  }

  private FrameSlot oldestBut(FrameSlot kept) {
    for (int n = newest - WINDOW + 1; n - newest <= 0; n++) {
      FrameSlot slot = slots[n & WINDOW - 1];
      if (slot != kept && slot.state == FrameSlot.State.ACTIVE) {
        return slot;
      }
    }
    return null;
  }

  /// Bytes held for frames, idle buffers included.
  long allocated() {
    return pool.allocated();
  }

  /// Bytes of the tables of blocks that wait for their next use.
  long idleTableBytes() {
    return idleTableBytes;
  }

  /// Frames that are neither whole nor given up.
  int active() {
    int n = 0;
    for (FrameSlot slot : slots) {
      n += slot.state == FrameSlot.State.ACTIVE ? 1 : 0;
    }
    return n;
  }
}
