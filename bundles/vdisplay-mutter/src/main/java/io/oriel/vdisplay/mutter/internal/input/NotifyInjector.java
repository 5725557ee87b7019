package io.oriel.vdisplay.mutter.internal.input;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Region;
import io.oriel.api.input.Injector;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.input.PenPointer;
import io.oriel.vdisplay.mutter.internal.bus.InputSession;
import io.oriel.vdisplay.mutter.internal.nat.Keysyms;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Keyboard, pointer and touch screen of a remote desktop session, by calls that nobody answers.
/// Nothing waits.
public final class NotifyInjector implements Injector {
  private static final int CLICK = 120;
  private static final double PIXELS_PER_CLICK = 10; // of NotifyPointerAxis
  private static final int LAST_KEY = 0x2ff; // KEY_MAX of linux/input-event-codes.h
  private static final int FIRST_BUTTON = 0x100; // BTN_MISC
  private static final int LAST_BUTTON = 0x15f;

  private final EventQueue queue = new EventQueue();
  private final Fingers fingers = new Fingers(); // guarded by this
  private final PenPointer pen = new PenPointer(this); // guarded by this
  private final Supplier<Region> region;
  private final StageHealth health;
  private final Consumer<NotifyInjector> closed;
  private final EventSender sender;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean behind = new AtomicBoolean();

  /// @param session where events go
  /// @param stream names the monitor that places refer to
  /// @param region where that monitor is, in logical pixels; asked with every event, it may change
  public NotifyInjector(
      InputSession session,
      String stream,
      Supplier<Region> region,
      StageHealth health,
      Consumer<NotifyInjector> closed) {
    this.region = region;
    this.health = health;
    this.closed = closed;
    sender = new EventSender(queue, session, stream, this::lost);
  }

  @Override
  public void key(int evdevCode, boolean down) {
    boolean button = evdevCode >= FIRST_BUTTON && evdevCode <= LAST_BUTTON;
    if (evdevCode > 0 && evdevCode <= LAST_KEY && !button) {
      put(InputEvent.Kind.KEY, evdevCode, down, 0, 0);
    }
  }

  @Override
  public void text(CharSequence utf16) {
    for (int i = 0; i < utf16.length(); ) {
      int codePoint = Character.codePointAt(utf16, i);
      i += Character.charCount(codePoint);
      int keysym = Keysyms.of(codePoint);
      if (keysym != 0) {
        put(InputEvent.Kind.KEYSYM, keysym, true, 0, 0);
        put(InputEvent.Kind.KEYSYM, keysym, false, 0, 0);
      }
    }
  }

  @Override
  public void button(int evdevCode, boolean down) {
    put(InputEvent.Kind.BUTTON, evdevCode, down, 0, 0);
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    put(InputEvent.Kind.MOVE_BY, 0, false, dxPx, dyPx);
  }

  @Override
  public void moveTo(double x01, double y01) {
    Region monitor = region.get();
    put(
        InputEvent.Kind.MOVE_TO,
        0,
        false,
        within(x01, monitor.width()),
        within(y01, monitor.height()));
  }

  @Override
  public void scroll(int dx120, int dy120) {
    if (dx120 % CLICK == 0 && dy120 % CLICK == 0) {
      clicks(0, dy120 / CLICK);
      clicks(1, dx120 / CLICK);
    } else {
      double scale = PIXELS_PER_CLICK / CLICK;
      put(InputEvent.Kind.AXIS, 0, false, dx120 * scale, dy120 * scale);
    }
  }

  private void clicks(int axis, int clicks) {
    if (clicks != 0) {
      put(InputEvent.Kind.CLICKS, axis, false, clicks, 0);
    }
  }

  @Override
  public synchronized void touch(TouchPoint point) {
    Region monitor = region.get();
    double x = within(point.x01, monitor.width());
    double y = within(point.y01, monitor.height());
    switch (point.phase) {
      case DOWN -> {
        int slot = fingers.down(point.id);
        if (slot >= 0 && !put(InputEvent.Kind.TOUCH_DOWN, slot, true, x, y)) {
          fingers.up(slot);
        }
      }
      case MOVE -> {
        int slot = fingers.find(point.id);
        if (slot >= 0) {
          put(InputEvent.Kind.TOUCH_MOVE, slot, false, x, y);
        }
      }
      case UP, CANCEL -> lift(fingers.find(point.id));
      case CANCEL_ALL -> {
        for (int slot = fingers.any(); slot >= 0; slot = fingers.any()) {
          lift(slot);
        }
      }
      case HOVER, HOVER_LEAVE -> {
        // a touch screen feels nothing
      }
    }
  }

  private void lift(int slot) {
    if (slot >= 0) {
      fingers.up(slot);
      put(InputEvent.Kind.TOUCH_UP, slot, false, 0, 0);
    }
  }

  @Override
  public synchronized void pen(PenSample sample) {
    pen.pen(sample);
  }

  @Override
  public void close() {
    over.set(true);
    sender.close();
    closed.accept(this);
  }

  private boolean put(InputEvent.Kind kind, int code, boolean down, double x, double y) {
    boolean taken = queue.put(kind, code, down, x, y);
    if (!taken && behind.compareAndSet(false, true)) {
      health.degraded("Mutter does not keep up with the input, some of it is dropped");
    }
    return taken;
  }

  private void lost(BusException cause) {
    if (over.compareAndSet(false, true)) {
      queue.close();
      health.lost(
          new BackendException(
              Kind.DEVICE_LOST, "input has lost Mutter: " + cause.getMessage(), cause));
    }
  }

  /// A place on the monitor: Mutter takes the far edge for the next monitor.
  private static double within(double part01, int size) {
    double inside = Math.min(Math.max(part01, 0), 1); // NaN stays, and becomes 0 below
    return Double.isNaN(inside) ? 0 : Math.min(inside * size, Math.nextDown((double) size));
  }
}
