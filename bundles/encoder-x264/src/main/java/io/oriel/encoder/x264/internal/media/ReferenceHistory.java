package io.oriel.encoder.x264.internal.media;

/// Which of the frames so far the next one may refer to, as x264 keeps it: the newest few since the
/// last key frame, without those invalidated.
///
/// [#invalidate] on any thread, the rest on the video thread. The lock is held for a few
/// instructions, and taken twice only when a client reports a loss at that very moment.
///
/// x264 marks a frame *and all after it* as unusable (`x264_encoder_invalidate_reference` of its
/// encoder.c), since a frame may depend on any before it; frames before the last key frame it does
/// not look at.
final class ReferenceHistory {
  private static final long NONE = Long.MAX_VALUE;

  private final boolean[] usable;
  private long newest; // 0: nothing was encoded
  private long key;
  private long wanted = NONE; // the first frame to invalidate before the next one
  private long recovery; // the last frame after an invalidation
  private long recoveredFrom = NONE; // what that invalidated, onwards

  /// @param references frames x264 keeps, 1 … 16
  ReferenceHistory(int references) {
    usable = new boolean[references];
  }

  /// Asks for an invalidation before the next frame.
  ///
  /// @return `false`: nothing would be left to refer to, only a key frame helps
  synchronized boolean invalidate(long first, long last) {
    if (last < first || first < 1 || first > newest) {
      return false; // nothing that was ever sent: let a key frame sort it out
    }
    if (last < key || wanted <= first) {
      return true; // healed already, or about to be
    }
    if (recovery > last && recoveredFrom <= first && recovery > key) {
      return true; // a repeated report: what came after it stands on clean ground
    }
    if (first <= key || !cleanBefore(first)) {
      return false;
    }
    wanted = first;
    return true;
  }

  private boolean cleanBefore(long first) {
    // the frame that comes next pushes none out: x264 does that when it is finished
    long oldest = Math.max(key, newest - usable.length + 1);
    for (long frame = Math.min(first - 1, newest); frame >= oldest; frame--) {
      if (usable[slot(frame)]) {
        return true;
      }
    }
    return false;
  }

  private int slot(long frame) {
    return (int) (frame % usable.length);
  }

  /// What to invalidate before the frame that comes next; 0: nothing. Asks once.
  synchronized long due() {
    long from = wanted;
    wanted = NONE;
    if (from == NONE) {
      return 0;
    }
    for (long frame = Math.max(from, newest - usable.length + 1); frame <= newest; frame++) {
      usable[slot(frame)] = false;
    }
    return from;
  }

  /// A frame was encoded.
  ///
  /// @param from what [#due()] said before it
  synchronized void encoded(long frame, boolean isKey, long from) {
    newest = frame;
    usable[slot(frame)] = true;
    if (isKey) {
      key = frame;
    } else if (from != 0) {
      recovery = frame;
      recoveredFrom = from;
    }
  }
}
