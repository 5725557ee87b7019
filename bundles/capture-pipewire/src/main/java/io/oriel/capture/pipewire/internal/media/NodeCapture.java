package io.oriel.capture.pipewire.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.capture.CursorSink;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import io.oriel.media.core.Doorbell;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.VideoMode;
import io.oriel.media.pipewire.VideoStream;
import io.oriel.media.pipewire.VideoStreamRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pictures of one PipeWire node.
///
/// The connection's thread keeps the newest picture ([Pictures]), the session's video thread takes
/// it when it is due.
public final class NodeCapture implements Capture {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCapture.class);
  private static final int WANTED_BUFFERS = 16;
  private static final long STARVATION_LOOK_NANOS = 500_000_000;

  private final PipeWireNode target;
  private final CaptureProvider.Request wanted;
  private final StageHealth health;
  private final Settings settings;
  private final Consumer<NodeCapture> whenClosed;
  private final Pictures pictures;
  private final FramePacer pacer;
  private final Doorbell bell = new Doorbell();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile String failure;
  private volatile boolean open; // the host may hear of a loss
  private Source source;
  private VideoStream stream;
  private long nextLook = System.nanoTime(); // when to see whether the producer is stuck
  private VideoFormat told; // the format the host knows of

  private NodeCapture(
      PipeWireNode target,
      CaptureProvider.Request wanted,
      StageHealth health,
      Settings settings,
      Consumer<NodeCapture> whenClosed) {
    this.target = target;
    this.wanted = wanted;
    this.health = health;
    this.settings = settings;
    this.whenClosed = whenClosed;
    pacer = new FramePacer(wanted.maxMilliHz(), System.nanoTime());
    pictures =
        new Pictures(
            new Wishes(wanted.accepted(), settings.dmaBufs()),
            wanted.buffers(),
            health,
            this::news,
            this::failed);
  }

  /// Connects to the node, agrees on a format and waits for the first picture.
  ///
  /// @param whenClosed told once, when the capture was closed
  public static NodeCapture open(
      PipeWireNode target,
      CaptureProvider.Request wanted,
      StageHealth health,
      Settings settings,
      Consumer<NodeCapture> whenClosed)
      throws BackendException {
    var capture = new NodeCapture(target, wanted, health, settings, whenClosed);
    try {
      capture.begin();
      return capture;
    } catch (BackendException | RuntimeException e) {
      capture.close();
      throw e;
    }
  }

  private void begin() throws BackendException {
    source = Source.open(target, this::failed);
    var wishes = new Wishes(wanted.accepted(), settings.dmaBufs());
    var offers = wishes.offers();
    if (offers.isEmpty()) {
      throw new BackendException(
          Kind.UNSUPPORTED, "no format that the encoder accepts is known to PipeWire");
    }
    var request =
        new VideoStreamRequest(
            "Oriel",
            Map.of(
                "media.type", "Video",
                "media.category", "Capture",
                "media.role", "Screen",
                "node.name", "oriel-capture-" + source.id()),
            source.id(),
            !source.portal(),
            offers,
            mode(wanted.widthPx(), wanted.heightPx(), wanted.maxMilliHz()),
            Math.max(WANTED_BUFFERS, wanted.buffers() + Pictures.SPARE),
            !wanted.embedCursor());
    try {
      stream = source.connection().captureVideo(request, pictures, settings.answer());
    } catch (PipeWireException e) {
      throw new BackendException(Kind.FAILED, "cannot capture: " + e.getMessage(), e);
    }
    agree(wishes);
    if (settings.firstPicture().isPositive() && !await(pictures::began, settings.firstPicture())) {
      String problem = pictures.problem();
      throw new BackendException(
          Kind.FAILED,
          source.name()
              + " gave no picture in "
              + settings.firstPicture().toMillis()
              + " ms"
              + (problem.isEmpty() ? "" : ", what came cannot be used: " + problem));
    }
    told = pictures.format();
    open = true;
  }

  private void agree(Wishes wishes) throws BackendException {
    boolean agreed;
    try {
      agreed = await(() -> pictures.format() != null, settings.answer());
    } catch (BackendException e) {
      if (!e.getMessage().contains("format")) {
        throw e;
      }
      throw new BackendException(
          Kind.FAILED,
          "%s gives no pictures that the encoder takes, which are %s (%s)"
              .formatted(source.name(), wishes, e.getMessage()),
          e);
    }
    if (!agreed) {
      throw new BackendException(
          Kind.FAILED,
          source.name()
              + " agreed on no format in "
              + settings.answer().toMillis()
              + " ms"
              + (source.portal() ? "; is a session manager (wireplumber) running?" : ""));
    }
  }

  private VideoMode mode(int widthPx, int heightPx, int maxMilliHz) {
    return new VideoMode(widthPx, heightPx, maxMilliHz, target.sizedByConsumer());
  }

  /// Waits for news on a control thread.
  ///
  /// @return whether it is so now; `false`: the time is over
  private boolean await(BooleanSupplier so, Duration within) throws BackendException {
    long deadline = System.nanoTime() + within.toNanos();
    try {
      while (!so.getAsBoolean()) {
        refuseIfFailed();
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        bell.await(System.nanoTime() + Math.min(left, STARVATION_LOOK_NANOS));
        lookForStarvation();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.FAILED, "interrupted while the capture was prepared", e);
    }
  }

  private void lookForStarvation() {
    var looked = stream;
    if (looked != null) {
      source.connection().post(() -> pictures.lookForStarvation(looked));
    }
  }

  /// There is a picture, or another format. The connection's thread.
  private void news() {
    bell.ring();
  }

  /// There will be no more. Any thread.
  private void failed(String why) {
    if (failure == null) {
      failure = why;
      if (open) {
        health.lost(loss(why));
      }
    }
    bell.ring();
  }

  private static BackendException loss(String why) {
    return new BackendException(Kind.DEVICE_LOST, why);
  }

  private void refuseIfFailed() throws BackendException {
    String why = failure;
    if (why != null) {
      throw loss(why);
    }
  }

  @Override
  public VideoFormat format() {
    return pictures.format();
  }

  @Override
  public void cursor(CursorSink sink) {
    source.connection().post(() -> pictures.cursor(sink));
  }

  @Override
  public Frame await(long timeoutNanos) throws BackendException, InterruptedException {
    long now = System.nanoTime();
    long deadline = now + timeoutNanos;
    while (true) {
      refuseIfFailed();
      long due = pictures.waiting() ? pacer.untilDue(now) : Long.MAX_VALUE;
      if (due <= 0) {
        var picture = take(now);
        if (picture != null) {
          return picture;
        }
        continue; // it became another format's meanwhile
      }
      if (woken.getAndSet(false) || now - deadline >= 0) {
        return null;
      }
      if (now - nextLook >= 0) {
        nextLook = now + STARVATION_LOOK_NANOS;
        lookForStarvation();
      }
      bell.await(now + Math.min(due, Math.min(deadline, nextLook) - now));
      now = System.nanoTime();
    }
  }

  private Frame take(long now) throws BackendException {
    Frame picture;
    try {
      picture = pictures.take();
    } catch (IOException e) {
      failed(e.getMessage());
      throw loss(e.getMessage());
    }
    if (picture != null) {
      pacer.taken(now);
      nextLook = now + STARVATION_LOOK_NANOS;
      if (!picture.format().equals(told)) {
        told = picture.format();
        health.changed("pictures are " + told.widthPx() + "x" + told.heightPx() + " now");
      }
    }
    return picture;
  }

  @Override
  public void wake() {
    woken.set(true);
    bell.ring();
  }

  @Override
  public long retired() {
    return pictures.retired();
  }

  @Override
  public long superseded() {
    return pictures.superseded();
  }

  @Override
  public long copied() {
    return pictures.copied();
  }

  @Override
  public void reconfigure(VideoFormat changed, int maxMilliHz) throws BackendException {
    pacer.restart(maxMilliHz, System.nanoTime());
    if (target.sizedByConsumer()) {
      try {
        stream.mode(mode(changed.widthPx(), changed.heightPx(), maxMilliHz));
      } catch (PipeWireException e) {
        throw new BackendException(Kind.DEVICE_LOST, e.getMessage(), e);
      }
    }
    boolean reached =
        await(
            () ->
                pictures.format().widthPx() == changed.widthPx()
                    && pictures.format().heightPx() == changed.heightPx(),
            settings.answer());
    told = pictures.format();
    if (!reached) {
      throw new BackendException(
          Kind.UNSUPPORTED,
          "%s gives %dx%d, not %dx%d"
              .formatted(
                  source.name(),
                  told.widthPx(),
                  told.heightPx(),
                  changed.widthPx(),
                  changed.heightPx()));
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (source != null) {
      LOG.debug("Capture of {}: {}", source.name(), pictures);
      source.connection().close();
    }
    pictures.close();
    whenClosed.accept(this);
  }
}
