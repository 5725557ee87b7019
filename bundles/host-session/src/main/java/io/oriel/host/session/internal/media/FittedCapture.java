package io.oriel.host.session.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CursorSink;
import io.oriel.api.media.Frame;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.convert.RgbToYuv;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A capture whose pictures have the client's size whatever its display does: a monitor that is
/// mirrored has its own, and somebody at it may change that at any time. Pictures that have the
/// size already pass through untouched.
///
/// Scaled are the 32-bit pictures in the host's memory that [RgbToYuv] reads.
public final class FittedCapture implements Capture {
  /// Above what a capture numbers its own buffers by.
  private static final long FIRST_ID = 1L << 48;

  private final Capture capture;
  private final PictureArea area;
  private final Consumer<String> remark;
  private final int buffers;
  private final List<Pool> pools = new ArrayList<>(); // the video or control thread, never both
  private List<FittedFrame> pool = List.of(); // the newest one's
  private VideoFormat format; // of the pictures handed out
  private VideoFormat fitted; // of the capture's pictures that `fit` is for
  private Fit fit;
  private long lastId = FIRST_ID;
  private volatile long scaled; // as the next: the video thread writes
  private volatile long dropped;

  /// Pictures of one size, and where they are.
  private record Pool(Arena memory, List<FittedFrame> frames) {}

  /// @param buffers pictures that may be held at once
  /// @param area told where the desktop lies in the picture
  /// @throws BackendException the capture's pictures cannot be brought to that size; it is still
  ///     the caller's to close
  public FittedCapture(
      Capture capture,
      int widthPx,
      int heightPx,
      int buffers,
      PictureArea area,
      Consumer<String> remark)
      throws BackendException {
    this.capture = capture;
    this.buffers = buffers;
    this.area = area;
    this.remark = remark;
    area.all();
    aim(widthPx, heightPx);
  }

  /// What is handed out from now on.
  private void aim(int widthPx, int heightPx) throws BackendException {
    VideoFormat given = capture.format();
    if (given.widthPx() == widthPx && given.heightPx() == heightPx) {
      format = given;
    } else if (RgbToYuv.reads(given.fourcc())) {
      format = new VideoFormat(widthPx, heightPx, given.fourcc(), 0, given.color());
    } else {
      throw unfit(given, widthPx, heightPx);
    }
    fitted = null;
    fit = null;
    pool = List.of();
  }

  private static BackendException unfit(VideoFormat given, int widthPx, int heightPx) {
    return new BackendException(
        BackendException.Kind.UNSUPPORTED,
        "the capture gives pictures of %dx%d, which cannot be scaled to the client's %dx%d"
            .formatted(given.widthPx(), given.heightPx(), widthPx, heightPx));
  }

  @Override
  public VideoFormat format() {
    return format;
  }

  @Override
  public void cursor(CursorSink sink) {
    capture.cursor(sink);
  }

  @Override
  public Frame await(long timeoutNanos) throws BackendException, InterruptedException {
    Frame frame = capture.await(timeoutNanos);
    if (frame == null) {
      return null;
    }
    VideoFormat given = frame.format();
    if (given == format || given.equals(format)) {
      if (fit != null) {
        fit = null;
        fitted = null;
        area.all();
      }
      return frame;
    }
    try {
      return scaled(frame, given);
    } finally {
      frame.release();
    }
  }

  private Frame scaled(Frame frame, VideoFormat given) throws BackendException {
    if (fitted != given && !given.equals(fitted)) {
      change(frame, given);
    }
    for (FittedFrame buffer : pool) {
      if (buffer.take()) {
        buffer.show(frame, fit);
        scaled = scaled + 1;
        return buffer;
      }
    }
    dropped = dropped + 1;
    return null;
  }

  /// Pictures come in another format from now on: rare, and the only place that allocates.
  private void change(Frame frame, VideoFormat given) throws BackendException {
    if (given.fourcc() != format.fourcc() || frame.memory() != MemoryKind.HOST) {
      throw new BackendException(
          BackendException.Kind.DEVICE_LOST,
          "the pictures' format changed from %s to %s".formatted(format, given));
    }
    if (pool.isEmpty()) {
      pool = pool();
    }
    fit = Fit.of(given.widthPx(), given.heightPx(), format.widthPx(), format.heightPx());
    fitted = given;
    area.is(
        (double) fit.left() / format.widthPx(),
        (double) fit.top() / format.heightPx(),
        (double) fit.width() / format.widthPx(),
        (double) fit.height() / format.heightPx());
    remark.accept(
        "pictures of %dx%d are scaled to %dx%d"
            .formatted(given.widthPx(), given.heightPx(), format.widthPx(), format.heightPx()));
  }

  private List<FittedFrame> pool() {
    var arena = Arena.ofShared();
    var made = new ArrayList<FittedFrame>();
    pools.add(new Pool(arena, made));
    for (int i = 0; i < buffers; i++) {
      long bytes = 4L * format.widthPx() * format.heightPx();
      made.add(new FittedFrame(++lastId, format, arena.allocate(bytes, 64)));
    }
    return made;
  }

  @Override
  public void wake() {
    capture.wake();
  }

  @Override
  public long retired() {
    return capture.retired();
  }

  @Override
  public long superseded() {
    return capture.superseded() + dropped;
  }

  @Override
  public long copied() {
    return capture.copied() + scaled;
  }

  @Override
  public void reconfigure(VideoFormat wanted, int maxMilliHz) throws BackendException {
    capture.reconfigure(wanted, maxMilliHz);
    pools.removeIf(FittedCapture::freed);
    area.all();
    aim(wanted.widthPx(), wanted.heightPx());
  }

  @Override
  public void close() {
    capture.close();
    pools.forEach(each -> each.memory().close());
    pools.clear();
  }

  private static boolean freed(Pool pool) {
    boolean free = pool.frames().stream().noneMatch(FittedFrame::isTaken);
    if (free) {
      pool.memory().close();
    }
    return free;
  }
}
