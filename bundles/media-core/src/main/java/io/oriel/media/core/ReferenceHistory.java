package io.oriel.media.core;

/// Which of the frames so far the next one may refer to: the newest few since the last key frame,
/// without those invalidated. For encoders that heal losses without key frames.
///
/// [#invalidate] on any thread, the rest on the video thread. The lock is held for a few
/// instructions, and taken twice only when a client reports a loss at that very moment.
///
/// A frame is invalidated *with all after it*, since each may depend on any before it. Frames
/// before the last key frame are out of the question anyway.
public final class ReferenceHistory {
  private static final long NONE = Long.MAX_VALUE;

  private final boolean[] usable;
  private long newest; // 0: nothing was encoded
  private long key;
  private long wanted = NONE; // the first frame to invalidate before the next one
  private long recovery; // the last frame after an invalidation
  private long recoveredFrom = NONE; // what that invalidated, onwards

  /// @param references frames the encoder keeps, at least 1
  public ReferenceHistory(int references) {
    usable = new boolean[references];
  }

  /// Asks for an invalidation before the next frame.
  ///
  /// @return `false`: nothing would be left to refer to, only a key frame helps
  public synchronized boolean invalidate(long first, long last) {
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
    // the frame that comes next pushes none out: that happens when it is finished
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
  public synchronized long due() {
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

  /// The newest frame the next one may refer to; 0: none, it has to be a key frame.
  public synchronized long newest() {
    for (long frame = newest; frame > 0 && frame > newest - usable.length; frame--) {
      if (frame >= key && usable[slot(frame)]) {
        return frame;
      }
    }
    return 0;
  }

  /// A frame was encoded.
  ///
  /// @param from what [#due()] said before it
  public synchronized void encoded(long frame, boolean isKey, long from) {
    newest = frame;
    usable[slot(frame)] = true;
    if (isKey) {
      key = frame;
      wanted = NONE; // told while it was being encoded, and healed by it
    } else if (from != 0) {
      recovery = frame;
      recoveredFrom = from;
    }
  }
}
