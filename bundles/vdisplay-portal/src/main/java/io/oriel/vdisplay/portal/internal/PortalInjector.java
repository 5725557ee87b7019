package io.oriel.vdisplay.portal.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Region;
import io.oriel.api.input.Injector;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.lib.input.PenPointer;
import io.oriel.lib.input.TouchPointer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// Keyboard, pointer and fingers through the portal's own calls.
///
/// Receive thread of the link; every call only queues. What a person did not allow is left out.
final class PortalInjector implements Injector {
  private static final Duration SEND = Duration.ofSeconds(2);
  private static final Map<String, Variant<?>> NONE = Map.of();
  private static final UInt32 RELEASED = new UInt32(0);
  private static final UInt32 PRESSED = new UInt32(1);
  private static final UInt32 VERTICAL = new UInt32(0);
  private static final UInt32 HORIZONTAL = new UInt32(1);

  /// A wheel click of 120 scrolls by 15 pixels, as in `wl_pointer.axis`.
  private static final double PX_PER_UNIT = 15 / 120.0;

  private static final int CLICK = 120;
  private static final int MOST_SLOTS = 32;

  private final ReentrantLock lock = new ReentrantLock(); // several links of one session may call
  private final InputQueue queue;
  private final Notify portal;
  private final DBusPath session;
  private final UInt32 stream;
  private final Region region;
  private final int devices;
  private final TouchPointer fingers; // under the lock
  private final PenPointer pen; // under the lock
  private final int[] slots = new int[MOST_SLOTS]; // finger ids; under the lock
  private int touching; // bits of slots in use; under the lock
  private final Consumer<PortalInjector> whenClosed;

  /// @param devices that a person allowed
  PortalInjector(
      PortalSession portalSession,
      Region region,
      int devices,
      StageHealth health,
      Consumer<PortalInjector> whenClosed) {
    this.portal = portalSession.notify(SEND);
    this.session = portalSession.path();
    this.stream = new UInt32(Integer.toUnsignedLong(portalSession.stream().node()));
    this.region = region;
    this.devices = devices;
    this.whenClosed = whenClosed;
    fingers = new TouchPointer(this, region.width(), region.height(), System::nanoTime);
    pen = new PenPointer(this);
    queue =
        new InputQueue(
            () ->
                health.degraded("the desktop does not keep up with the input, some of it is lost"),
            e ->
                health.lost(
                    new BackendException(
                        Kind.DEVICE_LOST, "input has lost the portal: " + e.getMessage(), e)));
  }

  @Override
  public void key(int evdevCode, boolean down) {
    if (allowed(Portal.KEYBOARD)) {
      queue.add(room(down), () -> portal.key(session, NONE, evdevCode, state(down)));
    }
  }

  @Override
  public void text(CharSequence utf16) {
    if (allowed(Portal.KEYBOARD)) {
      utf16
          .codePoints()
          .map(Keysyms::of)
          .filter(keysym -> keysym != 0)
          .forEach(
              keysym ->
                  queue.add(
                      InputQueue.ROOM_FOR_PRESS,
                      () -> {
                        portal.keysym(session, NONE, keysym, PRESSED);
                        portal.keysym(session, NONE, keysym, RELEASED);
                      }));
    }
  }

  @Override
  public void button(int evdevCode, boolean down) {
    if (allowed(Portal.POINTER)) {
      queue.add(room(down), () -> portal.button(session, NONE, evdevCode, state(down)));
    }
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    if (allowed(Portal.POINTER)) {
      queue.add(InputQueue.ROOM_FOR_MOTION, () -> portal.motion(session, NONE, dxPx, dyPx));
    }
  }

  @Override
  public void moveTo(double x01, double y01) {
    if (allowed(Portal.POINTER)) {
      double x = x(x01);
      double y = y(y01);
      queue.add(InputQueue.ROOM_FOR_MOTION, () -> portal.position(session, NONE, stream, x, y));
    }
  }

  /// Whole clicks of a wheel go out as such, parts as pixels.
  @Override
  public void scroll(int dx120, int dy120) {
    if (!allowed(Portal.POINTER)) {
      return;
    }
    if (dx120 % CLICK != 0 || dy120 % CLICK != 0) {
      double dx = dx120 * PX_PER_UNIT;
      double dy = dy120 * PX_PER_UNIT;
      queue.add(InputQueue.ROOM_FOR_MOTION, () -> portal.axis(session, NONE, dx, dy));
      return;
    }
    if (dy120 != 0) {
      queue.add(
          InputQueue.ROOM_FOR_MOTION, () -> portal.steps(session, NONE, VERTICAL, dy120 / CLICK));
    }
    if (dx120 != 0) {
      queue.add(
          InputQueue.ROOM_FOR_MOTION, () -> portal.steps(session, NONE, HORIZONTAL, dx120 / CLICK));
    }
  }

  @Override
  public void touch(TouchPoint point) {
    lock.lock();
    try {
      if (!allowed(Portal.TOUCH)) {
        fingers.touch(point);
        return;
      }
      switch (point.phase) {
        case DOWN -> down(point);
        case MOVE -> move(point);
        case UP, CANCEL -> up(slot(point.id));
        case CANCEL_ALL -> {
          for (int slot = 0; slot < MOST_SLOTS; slot++) {
            up((touching & 1 << slot) != 0 ? slot : -1);
          }
        }
        case HOVER, HOVER_LEAVE -> {}
      }
    } finally {
      lock.unlock();
    }
  }

  private void down(TouchPoint point) {
    int slot = Integer.numberOfTrailingZeros(~touching);
    if (slot == MOST_SLOTS || slot(point.id) >= 0) {
      return;
    }
    touching |= 1 << slot;
    slots[slot] = point.id;
    var number = new UInt32(slot);
    double x = x(point.x01);
    double y = y(point.y01);
    queue.add(
        InputQueue.ROOM_FOR_PRESS, () -> portal.touchDown(session, NONE, stream, number, x, y));
  }

  private void move(TouchPoint point) {
    int slot = slot(point.id);
    if (slot < 0) {
      return;
    }
    var number = new UInt32(slot);
    double x = x(point.x01);
    double y = y(point.y01);
    queue.add(
        InputQueue.ROOM_FOR_MOTION, () -> portal.touchMotion(session, NONE, stream, number, x, y));
  }

  private void up(int slot) {
    if (slot < 0) {
      return;
    }
    touching &= ~(1 << slot);
    var number = new UInt32(slot);
    queue.add(InputQueue.ROOM_FOR_RELEASE, () -> portal.touchUp(session, NONE, number));
  }

  private int slot(int finger) {
    for (int slot = 0; slot < MOST_SLOTS; slot++) {
      if ((touching & 1 << slot) != 0 && slots[slot] == finger) {
        return slot;
      }
    }
    return -1;
  }

  @Override
  public void pen(PenSample sample) {
    lock.lock();
    try {
      pen.pen(sample);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    queue.close();
    whenClosed.accept(this);
  }

  private boolean allowed(int device) {
    return (devices & device) != 0;
  }

  /// Pixels of the stream; the portal refuses places outside of it.
  private double x(double part01) {
    return inside(part01) * (region.width() - 1);
  }

  private double y(double part01) {
    return inside(part01) * (region.height() - 1);
  }

  private static double inside(double part01) {
    return part01 >= 0 ? Math.min(part01, 1) : 0; // NaN becomes 0
  }

  private static int room(boolean down) {
    return down ? InputQueue.ROOM_FOR_PRESS : InputQueue.ROOM_FOR_RELEASE;
  }

  private static UInt32 state(boolean down) {
    return down ? PRESSED : RELEASED;
  }
}
