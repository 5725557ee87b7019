package io.oriel.capture.wlroots.internal.media;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget.WaylandOutput;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import io.oriel.capture.wlroots.internal.media.CopyRequest.Phase;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.Output;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlShm;
import io.oriel.media.wayland.protocol.ZwlrScreencopyManagerV1;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The pictures of one output.
///
/// [#await(long)] itself reads the compositor's events, on the session's video thread: no hand-over
/// lies between the ready event and the encoder. One copy is under way at a time, answered by the
/// compositor when something has changed; while the host encodes, the next one may already be asked
/// for ([RequestPacer]).
public final class OutputCapture implements Capture {
  private static final int MOST_FAILURES = 50;
  private static final Duration RECONFIGURE_LIMIT = Duration.ofSeconds(3);

  private final WaylandConnection connection;
  private final ZwlrScreencopyManagerV1 manager;
  private final Output output;
  private final CaptureBuffers buffers;
  private final RequestPacer pacer;
  private final CopyRequest[] requests = {new CopyRequest(), new CopyRequest(), new CopyRequest()};
  private final boolean embedCursor;
  private final StageHealth health;
  private final Consumer<OutputCapture> whenClosed;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private CopyRequest current;
  private CopyRequest following; // is being described while the current one is copied
  private long returnedNanos; // when the last picture was given to the host
  private boolean slowHost; // it took so long that a picture asked for now would be old
  private boolean whole = true; // the next copy does not wait for damage
  private boolean starved; // a copy is due and every buffer is held
  private int failures;
  private long sequence;

  private OutputCapture(
      WaylandConnection connection,
      ZwlrScreencopyManagerV1 manager,
      Output output,
      WlShm shm,
      CaptureProvider.Request wanted,
      StageHealth health,
      Consumer<OutputCapture> whenClosed) {
    this.connection = connection;
    this.manager = manager;
    this.output = output;
    this.health = health;
    this.whenClosed = whenClosed;
    buffers = new CaptureBuffers(shm, wanted.buffers(), connection::wake);
    embedCursor = wanted.embedCursor();
    pacer = new RequestPacer(wanted.maxMilliHz(), System.nanoTime());
  }

  /// Connects to the compositor and learns the output's format.
  ///
  /// @param whenClosed told once, when the capture was closed
  public static OutputCapture open(
      WaylandOutput target,
      CaptureProvider.Request wanted,
      StageHealth health,
      Duration limit,
      Consumer<OutputCapture> whenClosed)
      throws BackendException {
    WaylandConnection connection;
    try {
      connection = WaylandConnection.connect(target.socket());
    } catch (IOException e) {
      throw new BackendException(
          Kind.DEVICE_LOST, "no compositor at " + target.socket() + ": " + e.getMessage(), e);
    }
    try {
      var globals = Globals.of(connection, limit);
      var shm = globals.need(new WlShm(), 1);
      var manager = globals.need(new ZwlrScreencopyManagerV1(), 2);
      var output =
          Output.find(connection, globals, target.output(), limit)
              .orElseThrow(
                  () -> new WaylandException("the compositor has no output " + target.output()));
      var capture = new OutputCapture(connection, manager, output, shm, wanted, health, whenClosed);
      capture.learnFormat(limit);
      return capture;
    } catch (WaylandException e) {
      connection.close();
      throw new BackendException(Kind.FAILED, "cannot capture: " + e.getMessage(), e);
    } catch (BackendException e) {
      connection.close();
      throw e;
    }
  }

  private void learnFormat(Duration limit) throws WaylandException, BackendException {
    current = requests[0];
    current.ask(manager, output.proxy(), embedCursor);
    connection.roundtrip(limit);
    if (current.phase != Phase.DESCRIBED) {
      throw new BackendException(
          Kind.FAILED, "output " + output.name() + " cannot be copied, it may be disabled");
    }
    buffers.become(current);
  }

  @Override
  public VideoFormat format() {
    return buffers.format();
  }

  @Override
  public Frame await(long timeoutNanos) throws BackendException {
    long entered = System.nanoTime();
    long deadline = entered + timeoutNanos;
    slowHost = entered - returnedNanos > pacer.periodNanos() * 3 / 4;
    try {
      while (true) {
        var picture = step();
        if (picture != null) {
          returnedNanos = System.nanoTime();
          return picture;
        }
        long now = System.nanoTime();
        if (woken.getAndSet(false) || now - deadline >= 0) {
          return null;
        }
        connection.await(Math.min(deadline - now, untilWork(now)));
      }
    } catch (WaylandException e) {
      var lost =
          new BackendException(
              Kind.DEVICE_LOST, "the compositor of " + output.name() + ": " + e.getMessage(), e);
      health.lost(lost);
      throw lost;
    }
  }

  /// Does what can be done now.
  ///
  /// @return a picture, if one is ready
  private ShmFrame step() throws WaylandException, BackendException {
    boolean pausing = failures > 0 && pacer.untilDue(System.nanoTime()) > 0;
    if (!pausing) {
      askAhead();
    }
    if (current == null) {
      return null;
    }
    return switch (current.phase) {
      case DESCRIBED -> {
        copyWhenDue();
        yield null;
      }
      case READY -> arrived();
      case FAILED -> {
        failed();
        yield null;
      }
      case IDLE, ASKED, COPYING -> null;
    };
  }

  /// Sees to it that there is a request, and another one behind a copy: describing takes the
  /// compositor a turn, which the next picture need not wait for.
  private void askAhead() throws WaylandException {
    if (current == null) {
      current = following != null ? following : ask();
      following = null;
    }
    if (current != null && current.phase == Phase.COPYING && following == null) {
      following = ask();
    }
  }

  /// @return `null`: the compositor has not let go of any request yet
  private CopyRequest ask() throws WaylandException {
    for (var request : requests) {
      if (request.free()) {
        request.ask(manager, output.proxy(), embedCursor);
        return request;
      }
    }
    return null;
  }

  private void copyWhenDue() throws WaylandException, BackendException {
    long now = System.nanoTime();
    if (pacer.untilDue(now) > 0) {
      return;
    }
    if (!buffers.suit(current)) {
      buffers.become(current);
      health.changed("pictures are " + current.widthPx + "x" + current.heightPx + " now");
    }
    copyNow(now);
  }

  private void copyNow(long now) throws WaylandException {
    var buffer = buffers.take();
    starved = buffer == null;
    if (!starved) {
      current.copy(buffer, !whole);
      whole = false;
      pacer.requested(now);
      askAhead();
    }
  }

  private ShmFrame arrived() throws WaylandException {
    var request = current;
    boolean upsideDown = request.upsideDown();
    current = null;
    failures = 0;
    pacer.arrived(request.readyNanos);
    var picture = request.done();
    if (upsideDown) {
      picture.flip();
    }
    long presented = Math.min(request.presentedNanos, request.readyNanos);
    picture.filled(++sequence, presented, request.readyNanos);
    askAhead();
    boolean described = current != null && current.phase == Phase.DESCRIBED;
    if (described && buffers.suit(current) && pacer.free() && !slowHost) {
      copyNow(System.nanoTime()); // the compositor copies while the host encodes
    }
    connection.flush();
    return picture;
  }

  private void failed() throws WaylandException, BackendException {
    drop();
    whole = true;
    if (++failures > MOST_FAILURES) {
      throw new BackendException(
          Kind.DEVICE_LOST, "the compositor refuses to copy output " + output.name());
    }
    pacer.failed(System.nanoTime());
  }

  /// Ends the requests under way; their buffers are free again.
  private void drop() throws WaylandException {
    if (following != null) {
      following.done(); // was never given a buffer
      following = null;
    }
    if (current != null) {
      var buffer = current.done();
      current = null;
      if (buffer != null) {
        buffer.release();
      }
    }
  }

  private long untilWork(long nowNanos) {
    if (current != null && current.phase != Phase.DESCRIBED) {
      return Long.MAX_VALUE; // an event comes
    }
    if (starved) {
      return Long.MAX_VALUE; // the release of a picture wakes
    }
    return Math.max(0, pacer.untilDue(nowNanos));
  }

  @Override
  public void wake() {
    woken.set(true);
    connection.wake();
  }

  @Override
  public long retired() {
    return buffers.retired();
  }

  @Override
  public void reconfigure(VideoFormat wanted, int maxMilliHz) throws BackendException {
    pacer.restart(maxMilliHz, System.nanoTime());
    whole = true;
    if (isOfSize(wanted)) {
      return;
    }
    try {
      drop(); // described before the change
      long deadline = System.nanoTime() + RECONFIGURE_LIMIT.toNanos();
      connection.roundtrip(RECONFIGURE_LIMIT);
      while (current == null || current.phase == Phase.ASKED) {
        askAhead();
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new BackendException(Kind.FAILED, "the compositor does not describe its output");
        }
        connection.await(left);
      }
      if (current.phase == Phase.DESCRIBED) {
        buffers.become(current);
      }
    } catch (WaylandException e) {
      throw new BackendException(Kind.DEVICE_LOST, e.getMessage(), e);
    }
    if (!isOfSize(wanted)) {
      throw new BackendException(
          Kind.UNSUPPORTED,
          "output %s is %dx%d, not %dx%d"
              .formatted(
                  output.name(),
                  format().widthPx(),
                  format().heightPx(),
                  wanted.widthPx(),
                  wanted.heightPx()));
    }
  }

  private boolean isOfSize(VideoFormat wanted) {
    return wanted.widthPx() == format().widthPx() && wanted.heightPx() == format().heightPx();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      connection.close();
      buffers.close();
      whenClosed.accept(this);
    }
  }
}
