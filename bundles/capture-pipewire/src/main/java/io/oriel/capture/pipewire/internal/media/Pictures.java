package io.oriel.capture.pipewire.internal.media;

import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.CursorSink;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.core.Counter;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.VideoBuffer;
import io.oriel.media.pipewire.VideoCursor;
import io.oriel.media.pipewire.VideoStream;
import io.oriel.media.pipewire.VideoStreamFormat;
import io.oriel.media.pipewire.VideoStreamListener;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What comes from the producer, up to the newest picture: that is kept for the host, whatever it
/// replaces goes back at once. The connection's thread, unless another is named.
final class Pictures implements VideoStreamListener {
  /// Buffers beyond those the host holds: the newest picture, and one being filled.
  static final int SPARE = 2;

  /// With fewer, keeping even the newest picture would leave the producer none to fill: PipeWire
  /// has one under way, one being filled and one on its way back.
  private static final int FEWEST_TO_KEEP_ONE = 4;

  private static final int MOST_PROBLEMS = 100;
  private static final long FIRST_REFILL_NANOS = 1_000_000_000;
  private static final long LAST_REFILL_NANOS = 30_000_000_000L;

  private final Wishes wishes;
  private final int held;
  private final StageHealth health;
  private final Runnable news;
  private final Consumer<String> failed;
  private final AtomicReference<Frame> newest = new AtomicReference<>();
  private final Queue<Long> retired = new ConcurrentLinkedQueue<>();
  private final FrameClock clock = new FrameClock();
  private final VideoCursor cursor = new VideoCursor();
  private final Counter superseded = new Counter();
  private final AtomicLong copied = new AtomicLong(); // two threads copy
  private volatile VideoFormat format;
  private volatile CopyPool pool; // there is one: pictures are copied
  private volatile boolean began;
  private volatile String problem = "";
  private CursorSink sink;
  private VideoStreamFormat agreed;
  private VideoFormat shown; // of the newest picture, which may be a part of the format
  private int count; // buffers there are
  private boolean recounted;
  private int toldCount; // buffers the session was told are few
  private boolean turned;
  private int problems; // in a row
  private long nextId = 1;
  private long sequence;
  private long lastNumber; // of the producer's
  private long lastStamp;
  private long arrivedNanos = System.nanoTime();
  private long refillNanos = FIRST_REFILL_NANOS;
  private long refilledNanos = arrivedNanos;
  private long repeated;

  /// @param held pictures the host may hold at once
  /// @param news called when there is a picture or a format
  /// @param failed told why there will be no more
  Pictures(Wishes wishes, int held, StageHealth health, Runnable news, Consumer<String> failed) {
    this.wishes = wishes;
    this.held = held;
    this.health = health;
    this.news = news;
    this.failed = failed;
  }

  @Override
  public boolean format(VideoStreamFormat now) {
    agreed = now;
    shown = describe(now.widthPx(), now.heightPx());
    format = shown;
    problems = 0;
    lastNumber = 0;
    letGo(newest.getAndSet(null)); // of another format
    retirePool();
    news.run();
    return !wishes.takesDmaBufs(now);
  }

  private VideoFormat describe(int widthPx, int heightPx) {
    return new VideoFormat(
        widthPx,
        heightPx,
        wishes.fourcc(agreed.pixels()),
        agreed.modifier().orElse(Fourcc.MODIFIER_LINEAR),
        ColorSpec.SRGB);
  }

  @Override
  public void added(VideoStream stream, VideoBuffer buffer, int now) {
    buffer.owner(new LentFrame(buffer, stream, nextId++));
    count = now;
    recounted = true;
  }

  @Override
  public void removed(VideoBuffer buffer, int now) {
    if (buffer.owner() instanceof LentFrame frame) {
      retired.add(frame.bufferId());
    }
    count = now;
    recounted = true;
  }

  @Override
  public void arrived(VideoBuffer buffer, long nowNanos) {
    var frame = (LentFrame) buffer.owner();
    arrivedNanos = nowNanos;
    refillNanos = FIRST_REFILL_NANOS;
    tellPointer(buffer);
    if (!buffer.picture() || again(buffer)) {
      refused(buffer.problem());
      frame.drop();
      return;
    }
    problems = 0;
    if (recounted) {
      recount();
    }
    if (shown.widthPx() != buffer.widthPx() || shown.heightPx() != buffer.heightPx()) {
      shown = describe(buffer.widthPx(), buffer.heightPx());
      format = shown;
    }
    if (buffer.transform() != 0 && !turned) {
      turned = true;
      health.degraded("the desktop gives its picture turned or mirrored, and so it is shown");
    }
    long made = clock.madeNanos(buffer.presentedNanos(), nowNanos);
    frame.filled(shown, ++sequence, made, nowNanos);
    keep(count < FEWEST_TO_KEEP_ONE ? copyOf(frame) : frame);
  }

  private void keep(Frame picture) {
    if (picture == null) {
      return;
    }
    var older = newest.getAndSet(picture);
    if (older != null) {
      superseded.increment();
      letGo(older);
    }
    began = true;
    news.run();
  }

  /// A producer may send one picture twice; its number and its time say so.
  private boolean again(VideoBuffer buffer) {
    long number = buffer.sequence();
    long stamp = buffer.presentedNanos();
    boolean same = number != 0 && stamp != 0 && number == lastNumber && stamp == lastStamp;
    lastNumber = number;
    lastStamp = stamp;
    repeated += same ? 1 : 0;
    return same;
  }

  private void refused(String why) {
    if (why != null) {
      problem = why;
      if (++problems == MOST_PROBLEMS) {
        failed.accept("the producer's buffers cannot be used: " + why);
      }
    }
  }

  private void tellPointer(VideoBuffer buffer) {
    if (buffer.cursor(cursor) && sink != null) {
      if (cursor.shaped()) {
        tellShape();
      }
      tellPosition();
    }
  }

  private void tellShape() {
    sink.shape(
        cursor.argb(), cursor.widthPx(), cursor.heightPx(), cursor.hotspotX(), cursor.hotspotY());
  }

  private void tellPosition() {
    sink.position(cursor.xPx(), cursor.yPx(), !cursor.hidden());
  }

  /// Lends the producer's buffers where it has enough of them, else copies.
  private void recount() {
    recounted = false;
    boolean few = count < held + SPARE;
    if (!few || wishes.takesDmaBufs(agreed)) {
      retirePool();
      if (few) {
        tellFew("the desktop has %d buffers, too few for smooth motion");
      }
    } else if (pool == null) {
      pool = new CopyPool(agreed.widthPx(), agreed.heightPx(), held + SPARE, nextId);
      nextId += held + SPARE;
      tellFew("the desktop has %d buffers only, so every picture is copied");
    }
  }

  /// New buffers of a number that was told are no news.
  private void tellFew(String what) {
    if (toldCount != count) {
      toldCount = count;
      health.degraded(what.formatted(count));
    }
  }

  private void retirePool() {
    var old = pool;
    pool = null;
    if (old != null) {
      for (int i = 0; i < old.size(); i++) {
        retired.add(old.bufferId(i));
      }
      old.retire();
    }
  }

  private Frame copyOf(LentFrame frame) {
    try {
      var copies = pool;
      return copies == null ? frame : counted(copies.copy(frame));
    } catch (IOException e) {
      refused(e.getMessage());
      return null;
    }
  }

  private static void letGo(Frame picture) {
    if (picture instanceof LentFrame lent) {
      lent.drop();
    } else if (picture != null) {
      picture.release();
    }
  }

  @Override
  public void ended(PipeWireException why) {
    failed.accept(why.getMessage());
  }

  /// Helps a producer out of a state that it cannot leave by itself: it has no buffer to fill, or
  /// it drew its first picture before this end of the stream ran, and that was lost.
  void lookForStarvation(VideoStream stream) {
    long now = System.nanoTime();
    boolean late = now - Math.max(arrivedNanos, refilledNanos) > refillNanos;
    if (late && count > 0 && (!began || stream.starved())) {
      refilledNanos = now;
      refillNanos = Math.min(2 * refillNanos, LAST_REFILL_NANOS);
      stream.refill();
    }
  }

  /// Where the pointer goes; told at once what is known of it.
  void cursor(CursorSink to) {
    sink = to;
    if (cursor.widthPx() > 0) {
      tellShape();
      tellPosition();
    }
  }

  /// What the next picture is like; `null`: nothing was agreed on yet. Any thread.
  VideoFormat format() {
    return format;
  }

  /// Whether there ever was a picture. Any thread.
  boolean began() {
    return began;
  }

  /// Why the last buffer could not be used; empty: none was refused. Any thread.
  String problem() {
    return problem;
  }

  /// Whether a picture is there. Any thread.
  boolean waiting() {
    return newest.get() != null;
  }

  /// Takes the newest picture, ready to be read. One thread at a time, any.
  ///
  /// @return `null`: none
  Frame take() throws IOException {
    var picture = newest.getAndSet(null);
    if (!(picture instanceof LentFrame lent)) {
      return picture;
    }
    var copies = pool;
    if (copies != null && copies.suits(lent.format())) {
      return counted(copies.copy(lent));
    }
    try {
      lent.buffer.beginRead();
    } catch (IOException e) {
      lent.drop();
      throw e;
    }
    return lent;
  }

  /// The id of a buffer that is not used any more, each once; 0: none. Any thread.
  long retired() {
    var id = retired.poll();
    return id == null ? 0 : id;
  }

  private Frame counted(Frame copy) {
    if (copy != null) {
      copied.incrementAndGet();
    }
    return copy;
  }

  /// Any thread.
  long superseded() {
    return superseded.get();
  }

  /// Any thread.
  long copied() {
    return copied.get();
  }

  /// Frees the copies; no lease may be read any more, and the connection is closed.
  void close() {
    newest.set(null);
    var copies = pool;
    if (copies != null) {
      copies.close();
    }
  }

  @Override
  public String toString() {
    return "%d pictures, %d superseded, %d sent twice, %d time stamps not believed"
        .formatted(sequence, superseded.get(), repeated, clock.disbelieved());
  }
}
