package io.oriel.media.wayland.testing;

import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Mapping;
import io.oriel.media.nat.Memfd;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlBuffer;
import io.oriel.media.wayland.protocol.WlCompositor;
import io.oriel.media.wayland.protocol.WlKeyboard;
import io.oriel.media.wayland.protocol.WlPointer;
import io.oriel.media.wayland.protocol.WlSeat;
import io.oriel.media.wayland.protocol.WlShm;
import io.oriel.media.wayland.protocol.WlShmPool;
import io.oriel.media.wayland.protocol.WlSurface;
import io.oriel.media.wayland.protocol.WlTouch;
import io.oriel.media.wayland.protocol.XdgSurface;
import io.oriel.media.wayland.protocol.XdgToplevel;
import io.oriel.media.wayland.protocol.XdgWmBase;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A real Wayland window drawn from Java that remembers the input it receives. Single-threaded:
/// events arrive only inside [#until] and [#pump].
public final class TestWindow implements AutoCloseable {
  private static final int FIRST_SIZE = 64;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /// A key or modifier event with the keymap in force when it came.
  public record Key(String keymap, int evdevCode, boolean down) {}

  /// Modifiers as the compositor reported them.
  public record Modifiers(int depressed, int latched, int locked, int group) {}

  private final WaylandConnection connection;
  private final WlSurface surface = new WlSurface();
  private final WlShm shm;
  private final WlSeat seat;
  private WlPointer pointer;
  private WlKeyboard keyboard;
  private WlTouch touch;
  private Memfd memory;
  private String keymap = "";
  private int widthPx;
  private int heightPx;
  private boolean configured;
  private boolean entered;
  private boolean focused;

  /// Keys ([Key]) and modifiers ([Modifiers]) in the order they came.
  public final List<Object> keys = new ArrayList<>();

  /// Pointer events as text: `motion 10.0 20.0`, `button 272 1`, `axis 0 15.0`, `discrete 0 1`.
  public final List<String> pointing = new ArrayList<>();

  /// Fingers as text: `down 0 10.0 20.0`, `move 0 11.0 20.0`, `up 0`, `cancel`.
  public final List<String> touching = new ArrayList<>();

  /// A window of the size that a tiling compositor gives it.
  public TestWindow(String socket) throws IOException {
    this(socket, false);
  }

  /// @param fullScreen asks to fill the monitor, for compositors that give a window no size
  public TestWindow(String socket, boolean fullScreen) throws IOException {
    connection = WaylandConnection.connect(socket);
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
    seat = globals.need(new WlSeat(new SeatEvents()), 5);
    compositor.createSurface(surface);
    var shell = new XdgSurface();
    shell.listen(
        new XdgSurface.Events() {
          @Override
          public void configure(int serial) throws WaylandException {
            shell.ackConfigure(serial);
            configured = true;
          }
        });
    base.getXdgSurface(shell, surface);
    var toplevel =
        new XdgToplevel(
            new XdgToplevel.Events() {
              @Override
              public void configure(int width, int height, MemorySegment states) {
                if (width > 0 && height > 0) {
                  widthPx = width;
                  heightPx = height;
                }
              }
            });
    shell.getToplevel(toplevel);
    toplevel.setTitle("oriel test window");
    if (fullScreen) {
      toplevel.setFullscreen(null);
    }
    surface.commit();
    until(() -> configured);
    if (widthPx == 0) { // sway gives a tile only to a window that shows something
      widthPx = FIRST_SIZE;
      heightPx = FIRST_SIZE;
      fill(0);
      until(() -> widthPx != FIRST_SIZE);
    }
  }

  public int widthPx() {
    return widthPx;
  }

  public int heightPx() {
    return heightPx;
  }

  /// Whether the pointer is over the window.
  public boolean entered() {
    return entered;
  }

  /// Whether the window has the keyboard.
  public boolean focused() {
    return focused;
  }

  /// The keymap of the seat's keyboard.
  public String keymap() {
    return keymap;
  }

  /// Fills the window.
  ///
  /// @param xrgb 0xRRGGBB
  public void fill(int xrgb) throws IOException {
    if (memory != null) {
      memory.close();
    }
    int size = widthPx * heightPx * 4;
    memory = Memfd.create("window", size);
    for (long i = 0; i < size; i += 4) {
      memory.bytes().set(ValueLayout.JAVA_INT, i, xrgb);
    }
    var pool = new WlShmPool();
    shm.createPool(pool, memory.fd(), size);
    var buffer = new WlBuffer();
    pool.createBuffer(buffer, 0, widthPx, heightPx, widthPx * 4, WlShm.FORMAT_XRGB8888);
    pool.destroy();
    surface.attach(buffer, 0, 0);
    surface.damageBuffer(0, 0, widthPx, heightPx);
    surface.commit();
    connection.roundtrip(LIMIT);
  }

  /// Dispatches until something is true; fails after ten seconds.
  public void until(BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the window waited in vain; it saw " + keys + pointing);
      }
      connection.await(deadline - System.nanoTime());
    }
  }

  /// Dispatches what the compositor has sent so far.
  public void pump() throws IOException {
    connection.roundtrip(LIMIT);
  }

  @Override
  public void close() {
    connection.close();
    if (memory != null) {
      memory.close();
    }
  }

  private final class SeatEvents implements WlSeat.Events {
    @Override
    public void capabilities(int capabilities) throws WaylandException {
      if ((capabilities & WlSeat.CAPABILITY_POINTER) != 0 && pointer == null) {
        pointer = new WlPointer(new PointerEvents());
        seat.getPointer(pointer);
      }
      if ((capabilities & WlSeat.CAPABILITY_KEYBOARD) != 0 && keyboard == null) {
        keyboard = new WlKeyboard(new KeyboardEvents());
        seat.getKeyboard(keyboard);
      }
      if ((capabilities & WlSeat.CAPABILITY_TOUCH) != 0 && touch == null) {
        touch = new WlTouch(new TouchEvents());
        seat.getTouch(touch);
      }
    }
  }

  private final class PointerEvents implements WlPointer.Events {
    @Override
    public void enter(int serial, WlSurface on, double x, double y) {
      entered = true;
      pointing.add("motion " + x + " " + y);
    }

    @Override
    public void leave(int serial, WlSurface from) {
      entered = false;
    }

    @Override
    public void motion(int time, double x, double y) {
      pointing.add("motion " + x + " " + y);
    }

    @Override
    public void button(int serial, int time, int button, int state) {
      pointing.add("button " + button + " " + state);
    }

    @Override
    public void axis(int time, int axis, double value) {
      pointing.add("axis " + axis + " " + value);
    }

    @Override
    public void axisDiscrete(int axis, int discrete) {
      pointing.add("discrete " + axis + " " + discrete);
    }

    /// What compositors with version 8 of `wl_pointer` send instead.
    @Override
    public void axisValue120(int axis, int value120) {
      pointing.add("discrete " + axis + " " + value120 / 120);
    }
  }

  private final class TouchEvents implements WlTouch.Events {
    @Override
    public void down(int serial, int time, WlSurface on, int id, double x, double y) {
      touching.add("down " + id + " " + x + " " + y);
    }

    @Override
    public void motion(int time, int id, double x, double y) {
      touching.add("move " + id + " " + x + " " + y);
    }

    @Override
    public void up(int serial, int time, int id) {
      touching.add("up " + id);
    }

    @Override
    public void cancel() {
      touching.add("cancel");
    }
  }

  private final class KeyboardEvents implements WlKeyboard.Events {
    @Override
    public void keymap(int format, int fd, int size) throws WaylandException {
      try (var arena = Arena.ofConfined()) {
        keymap = Mapping.readOnly(fd, size, arena).getString(0);
      } catch (IOException e) {
        throw new WaylandException("keymap", e);
      } finally {
        Fd.close(fd);
      }
    }

    @Override
    public void enter(int serial, WlSurface on, MemorySegment pressed) {
      focused = true;
    }

    @Override
    public void leave(int serial, WlSurface from) {
      focused = false;
    }

    @Override
    public void key(int serial, int time, int key, int state) {
      keys.add(new Key(keymap, key, state == WlKeyboard.KEY_STATE_PRESSED));
    }

    @Override
    public void modifiers(int serial, int depressed, int latched, int locked, int group) {
      keys.add(new Modifiers(depressed, latched, locked, group));
    }
  }
}
