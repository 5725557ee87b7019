package io.oriel.pattern;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlCallback;
import io.oriel.media.wayland.protocol.WlCompositor;
import io.oriel.media.wayland.protocol.WlSeat;
import io.oriel.media.wayland.protocol.WlShm;
import io.oriel.media.wayland.protocol.WlSurface;
import io.oriel.media.wayland.protocol.XdgSurface;
import io.oriel.media.wayland.protocol.XdgToplevel;
import io.oriel.media.wayland.protocol.XdgWmBase;
import io.oriel.testkit.Pattern;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A Wayland window that draws a new [Pattern], all of it damaged, and logs the input it gets. Its
/// frames count from 1.
///
/// The time in a picture is `CLOCK_MONOTONIC` in µs, read when everything but the strips is drawn;
/// the strips take some tens of µs, then the picture is committed at once. So the time a program
/// takes to draw does not count, but everything from the commit on does.
///
/// Has a thread of its own from [#open] to [#close()].
public final class PatternWindow implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = 100_000_000;
  private static final int BUFFERS = 3;

  private final WaylandConnection connection;
  private final WlSurface surface = new WlSurface();
  private final InputLog input = new InputLog();
  private final List<PatternBuffer> buffers = new ArrayList<>();
  private final Look look;
  private final CountDownLatch drawn = new CountDownLatch(1);
  private final Thread thread;
  private WlShm shm;
  private Pattern pattern;
  private int pendingWidth;
  private int pendingHeight;
  private boolean due;
  private long nextNanos; // of the program's own rate
  private volatile int widthPx;
  private volatile int heightPx;
  private volatile int frames;
  private volatile boolean still;
  private volatile boolean closed;
  private volatile String failure = "";

  private PatternWindow(String socket, Look look) throws IOException {
    this.look = look;
    connection = WaylandConnection.connect(socket);
    thread = Thread.ofPlatform().name("pattern").unstarted(this::run);
  }

  /// Opens a full-screen window of bars that draws whenever the compositor wants a frame.
  ///
  /// @param socket absolute path of the compositor's socket
  public static PatternWindow open(String socket) throws IOException, InterruptedException {
    return open(socket, Look.PLAIN);
  }

  /// Opens a window and returns when its first picture is on its way.
  ///
  /// @param socket absolute path of the compositor's socket
  public static PatternWindow open(String socket, Look look)
      throws IOException, InterruptedException {
    var window = new PatternWindow(socket, look);
    window.thread.start();
    if (!window.drawn.await(LIMIT.toSeconds(), TimeUnit.SECONDS) || window.gone()) {
      window.close();
      throw new IOException("the pattern window draws nothing; " + window.failure);
    }
    return window;
  }

  public int widthPx() {
    return widthPx;
  }

  public int heightPx() {
    return heightPx;
  }

  public InputLog input() {
    return input;
  }

  /// Number of the newest picture.
  public int frames() {
    return frames;
  }

  /// Whether the compositor has thrown it out, or is dead.
  public boolean gone() {
    return !failure.isEmpty();
  }

  /// Stops drawing, or goes on.
  public void still(boolean wanted) {
    still = wanted;
    connection.wake();
  }

  /// Waits until the window has gone.
  ///
  /// @return why; empty: it was closed
  public String awaitEnd() throws InterruptedException {
    thread.join();
    return failure;
  }

  @Override
  public void close() {
    closed = true;
    connection.wake();
    try {
      thread.join(LIMIT.toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      begin();
      while (!closed) {
        connection.await(look.fps() > 0 ? untilNext() : LOOK_NANOS);
        if (look.fps() > 0 && widthPx > 0 && untilNext() <= 0) {
          due = true;
          nextNanos += 1_000_000_000L / look.fps();
        }
        if (due && !still) {
          draw();
        }
      }
    } catch (IOException | RuntimeException e) { // a size that is too small for the pattern
      failure = String.valueOf(e.getMessage());
    } finally {
      connection.close();
      buffers.forEach(PatternBuffer::close);
      drawn.countDown();
    }
  }

  /// A grid of points in time; one that was missed by more than a period begins anew.
  private long untilNext() {
    long now = System.nanoTime();
    if (now - nextNanos > 1_000_000_000L / look.fps()) {
      nextNanos = now;
    }
    return Math.max(0, nextNanos - now);
  }

  private void begin() throws IOException {
    Globals globals = Globals.of(connection, LIMIT);
    shm = globals.need(new WlShm(), 1);
    WlCompositor compositor = globals.need(new WlCompositor(), 4);
    XdgWmBase base = globals.need(new XdgWmBase(), 1);
    base.listen(
        new XdgWmBase.Events() {
          @Override
          public void ping(int serial) throws WaylandException {
            base.pong(serial);
          }
        });
    var listener = new PatternSeat(input);
    var seat = new WlSeat(listener);
    listener.of(seat);
    globals.need(seat, 5);
    compositor.createSurface(surface);
    var shell = new XdgSurface();
    shell.listen(
        new XdgSurface.Events() {
          @Override
          public void configure(int serial) throws WaylandException {
            shell.ackConfigure(serial);
            configured();
          }
        });
    base.getXdgSurface(shell, surface);
    var toplevel =
        new XdgToplevel(
            new XdgToplevel.Events() {
              @Override
              public void configure(int width, int height, MemorySegment states) {
                pendingWidth = width;
                pendingHeight = height;
              }

              @Override
              public void close() {
                closed = true;
              }
            });
    shell.getToplevel(toplevel);
    toplevel.setTitle("oriel test pattern");
    toplevel.setAppId("io.oriel.pattern");
    if (look.fullScreen()) {
      toplevel.setFullscreen(null);
    } else {
      toplevel.setMinSize(look.widthPx(), look.heightPx());
      toplevel.setMaxSize(look.widthPx(), look.heightPx());
    }
    surface.commit();
  }

  private void configured() throws WaylandException {
    // A compositor may ask for no size at all before it has placed the window.
    boolean asked = look.fullScreen() && pendingWidth > 0 && pendingHeight > 0;
    int wide = asked ? pendingWidth : look.widthPx();
    int high = asked ? pendingHeight : look.heightPx();
    if (wide != widthPx || high != heightPx) {
      widthPx = wide;
      heightPx = high;
      pattern = look.busy() ? Pattern.busy(wide, high) : new Pattern(wide, high);
      while (!buffers.isEmpty()) {
        buffers.removeLast().discard();
      }
      due = true;
    }
  }

  private void draw() throws IOException {
    PatternBuffer buffer = free();
    if (buffer == null) {
      return;
    }
    due = false;
    if (look.fps() == 0) {
      surface.frame(new WlCallback(new FrameWanted()));
    }
    int frame = frames + 1;
    surface.attach(buffer.draw(pattern, frame), 0, 0);
    surface.damageBuffer(0, 0, widthPx, heightPx);
    surface.commit();
    connection.flush();
    frames = frame;
    drawn.countDown();
  }

  private PatternBuffer free() throws IOException {
    for (PatternBuffer buffer : buffers) {
      if (buffer.free()) {
        return buffer;
      }
    }
    if (buffers.size() == BUFFERS) {
      return null;
    }
    buffers.add(new PatternBuffer(shm, widthPx, heightPx));
    return buffers.getLast();
  }

  private final class FrameWanted implements WlCallback.Events {
    @Override
    public void done(int time) {
      due = true;
    }
  }
}
