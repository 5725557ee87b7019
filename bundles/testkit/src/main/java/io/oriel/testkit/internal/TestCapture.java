package io.oriel.testkit.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.core.Counter;
import io.oriel.media.core.Doorbell;
import io.oriel.testkit.Pattern;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// Draws a picture at every point of an absolute time grid. A point that passed while nobody
/// waited, or while all buffers were held, is a superseded picture.
final class TestCapture implements Capture {
  private static final long MILLI_SECONDS_NANOS = 1_000_000_000_000L; // 1000 s: rates are in mHz

  private final Doorbell bell = new Doorbell();
  private final Counter superseded = new Counter();
  private final int buffers;
  private volatile VideoFormat format; // written while no thread waits
  private Pattern pattern;
  private List<TestFrame> pool;
  private long milliHz;
  private long startNanos;
  private long tick; // the last point of the grid that was used or passed
  private long retired; // the lowest buffer id not yet told as retired
  private long firstId; // the lowest buffer id in use
  private long nextId = 1;

  TestCapture(VideoFormat format, int milliHz, int buffers) throws BackendException {
    this.buffers = buffers;
    set(format, milliHz);
    retired = firstId;
  }

  private void set(VideoFormat wanted, int maxMilliHz) throws BackendException {
    try {
      pattern = new Pattern(wanted.widthPx(), wanted.heightPx());
    } catch (IllegalArgumentException e) {
      throw new BackendException(BackendException.Kind.UNSUPPORTED, e.getMessage(), e);
    }
    format = wanted;
    milliHz = maxMilliHz;
    startNanos = System.nanoTime();
    tick = -1;
    firstId = nextId;
    pool = new ArrayList<>();
    long bytes = 4L * wanted.widthPx() * wanted.heightPx();
    for (int i = 0; i < buffers; i++) {
      // Collected with its last frame: a lease may outlive a change of the format.
      pool.add(new TestFrame(wanted, Arena.ofAuto().allocate(bytes, 64), nextId++));
    }
  }

  @Override
  public VideoFormat format() {
    return format;
  }

  @Override
  public Frame await(long timeoutNanos) throws InterruptedException {
    long now = System.nanoTime();
    long until = now + timeoutNanos;
    long passed = point(now - startNanos);
    if (passed > tick + 1) {
      superseded.add(passed - tick - 1);
      tick = passed - 1;
    }
    while (true) {
      long due = startNanos + at(tick + 1);
      if (bell.await(Math.min(due, until)) || System.nanoTime() < due) {
        return null;
      }
      tick++;
      TestFrame free = free();
      if (free != null) {
        free.draw(pattern, tick + 1);
        return free;
      }
      superseded.increment();
    }
  }

  /// Nanoseconds from the start to a point of the grid. In two steps: the product alone overflows
  /// after some hours.
  private long at(long point) {
    long whole = point / milliHz;
    return whole * MILLI_SECONDS_NANOS + point % milliHz * MILLI_SECONDS_NANOS / milliHz;
  }

  /// The last point of the grid at some nanoseconds from the start.
  private long point(long nanos) {
    long whole = nanos / MILLI_SECONDS_NANOS;
    return whole * milliHz + nanos % MILLI_SECONDS_NANOS * milliHz / MILLI_SECONDS_NANOS;
  }

  private TestFrame free() {
    for (int i = 0; i < pool.size(); i++) {
      if (pool.get(i).take()) {
        return pool.get(i);
      }
    }
    return null;
  }

  @Override
  public void wake() {
    bell.ring();
  }

  @Override
  public long retired() {
    return retired < firstId ? retired++ : 0;
  }

  @Override
  public long superseded() {
    return superseded.get();
  }

  @Override
  public void reconfigure(VideoFormat wanted, int maxMilliHz) throws BackendException {
    set(wanted, maxMilliHz);
  }

  @Override
  public void close() {
    bell.ring();
  }
}
