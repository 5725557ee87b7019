package io.oriel.encoder.x264.internal.media;

import io.oriel.api.media.EncodedFrame;
import io.oriel.encoder.x264.internal.nat.NalSink;
import io.oriel.encoder.x264.internal.nat.NalUnit;
import io.oriel.media.core.Doorbell;
import io.oriel.media.core.SpscRing;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Puts the slices of a frame in order while x264's threads finish them in any order, and hands
/// each over as soon as those before it are out.
final class SliceQueue implements NalSink {
  private final int[] firstMbs;
  private final SpscRing<EncodedSlot> out;
  private final Doorbell bell;
  private final AtomicInteger finished = new AtomicInteger(); // a bit for each slice
  private final AtomicBoolean publishing = new AtomicBoolean();
  private volatile Throwable failure;

  // the frame under way, set before x264 starts
  private volatile EncodedSlot[] slots; // written last, read first
  private long sequence;
  private int flags;
  private long captureNanos;
  private long readyNanos;
  private long submittedNanos;
  private long convertedNanos;
  private int published; // whoever is publishing

  /// @param firstMbs the first macroblock of each slice
  SliceQueue(int[] firstMbs, SpscRing<EncodedSlot> out, Doorbell bell) {
    this.firstMbs = firstMbs.clone();
    this.out = out;
    this.bell = bell;
  }

  /// Where x264's slice threads cut: rows of macroblocks, split as in `threaded_slices_write` of
  /// its encoder.c.
  static int[] cuts(int widthPx, int heightPx, int slices) {
    int columns = (widthPx + 15) / 16;
    int rows = (heightPx + 15) / 16;
    var first = new int[slices];
    for (int i = 0; i < slices; i++) {
      first[i] = (rows * i + slices / 2) / slices * columns;
    }
    return first;
  }

  /// A frame begins. Video thread.
  ///
  /// @param taken one for each slice, in order
  /// @param frameFlags of the frame if it becomes no key frame
  void begin(
      EncodedSlot[] taken,
      long number,
      int frameFlags,
      long captured,
      long ready,
      long submitted,
      long converted) {
    sequence = number;
    flags = frameFlags;
    captureNanos = captured;
    readyNanos = ready;
    submittedNanos = submitted;
    convertedNanos = converted;
    published = 0;
    finished.set(0);
    slots = taken;
  }

  /// A frame has ended: whether all of its slices were handed over. Video thread.
  boolean complete() {
    if (failure != null) {
      throw new IllegalStateException("a slice was lost", failure);
    }
    return published == firstMbs.length;
  }

  @Override
  public void finished(long encoder, long nal) {
    try {
      var taken = slots;
      if (NalUnit.needless(nal)) {
        return;
      }
      if (!NalUnit.slice(nal)) {
        taken[0].encode(encoder, nal); // parameter sets, written before the slices start
        return;
      }
      int index = index(NalUnit.firstMb(nal));
      var slot = taken[index];
      slot.encode(encoder, nal);
      boolean key = NalUnit.type(nal) == NalUnit.IDR;
      int all = key ? flags & ~EncodedFrame.AFTER_INVALIDATION | EncodedFrame.KEY : flags;
      slot.describe(sequence, all, index == taken.length - 1, captureNanos, readyNanos);
      slot.times(submittedNanos, convertedNanos, System.nanoTime());
      finished.getAndAdd(1 << index);
      publish();
    } catch (RuntimeException | Error e) {
      failure = e; // nothing may leave a call from C
    }
  }

  private int index(int firstMb) {
    for (int i = 0; i < firstMbs.length; i++) {
      if (firstMbs[i] == firstMb) {
        return i;
      }
    }
    throw new IllegalStateException("x264 cuts a slice at macroblock " + firstMb);
  }

  /// One thread at a time; whoever finds another at it leaves the rest to that one.
  private void publish() {
    while (next() && publishing.compareAndSet(false, true)) {
      while (next()) {
        if (!out.offer(slots[published])) {
          throw new AssertionError("more slices in flight than asked for");
        }
        published++;
        bell.ring();
      }
      publishing.set(false);
    }
  }

  private boolean next() {
    int at = published;
    return at < firstMbs.length && (finished.get() & 1 << at) != 0;
  }
}
