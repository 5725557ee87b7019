package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Region;
import io.oriel.api.input.Injector;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.lib.input.PenPointer;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.OrgKdeKwinFakeInput;
import io.oriel.media.wayland.protocol.WlPointer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Keyboard, pointer and fingers of the running desktop through `org_kde_kwin_fake_input`.
///
/// Every event goes to the socket at once. A KWin that does not read loses motion first, then
/// presses; releases are kept longest, so that no key hangs. Nothing waits.
final class FakeInjector implements Injector {
  // bytes of the connection's 64 KiB that must be free for an event of this kind
  private static final int ROOM_FOR_MOTION = 32_768;
  private static final int ROOM_FOR_PRESS = 16_384;
  private static final int ROOM_FOR_RELEASE = 8_192;

  private static final int KEYSYM_SINCE = 6;
  private static final int LEFT_SHIFT = 42; // KEY_LEFTSHIFT, KEY_RIGHTALT
  private static final int ALT_GR = 100;

  /// One click of 120 scrolls by 15, as libinput gives for an ordinary wheel.
  private static final double AXIS_PER_120 = 15 / 120.0;

  /// The smallest step of the protocol's fixed-point numbers: the right edge is outside.
  private static final double LEAST = 1 / 256.0;

  private final ReentrantLock lock = new ReentrantLock(); // several links of one session may call
  private final WaylandConnection connection;
  private final OrgKdeKwinFakeInput device;
  private final KeyText keys;
  private final Supplier<Region> region;
  private final StageHealth health;
  private final Consumer<FakeInjector> closed;
  private final PenPointer pen = new PenPointer(this); // under the lock
  private boolean ended; // lost or closed, under the lock
  private boolean gone; // closed, under the lock
  private boolean behind;
  private boolean unknown; // a character had no key

  /// *Takes ownership* of the connection.
  ///
  /// @param region where the display lies now, in the desktop's logical pixels
  FakeInjector(
      WaylandConnection connection,
      OrgKdeKwinFakeInput device,
      KeyText keys,
      Supplier<Region> region,
      StageHealth health,
      Consumer<FakeInjector> closed) {
    this.connection = connection;
    this.device = device;
    this.keys = keys;
    this.region = region;
    this.health = health;
    this.closed = closed;
  }

  /// What is sent, by a code and two numbers: nothing is allocated for an event.
  private enum Event {
    KEY,
    BUTTON,
    MOVE_BY,
    MOVE_TO,
    SCROLL,
    FINGER_DOWN,
    FINGER_MOVE,
    FINGER_UP,
    NO_FINGERS,
    NOTHING
  }

  @Override
  public void key(int evdevCode, boolean down) {
    if (evdevCode > 0) {
      send(Event.KEY, down ? ROOM_FOR_PRESS : ROOM_FOR_RELEASE, evdevCode, down ? 1 : 0, 0);
    }
  }

  @Override
  public void text(CharSequence utf16) {
    if (!enter(ROOM_FOR_PRESS)) {
      return;
    }
    try {
      for (int at = 0; at < utf16.length(); ) {
        int codePoint = Character.codePointAt(utf16, at);
        at += Character.charCount(codePoint);
        if (connection.room() < ROOM_FOR_RELEASE) {
          fellBehind();
          break;
        }
        type(codePoint);
      }
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  private void type(int codePoint) throws WaylandException {
    KeyText.Stroke stroke = keys.stroke(codePoint);
    if (stroke != null) {
      hold(stroke, 1);
      device.keyboardKey(stroke.evdevCode(), 1);
      device.keyboardKey(stroke.evdevCode(), 0);
      hold(stroke, 0);
    } else if (device.version() >= KEYSYM_SINCE) {
      // X11 protocol, appendix A: Latin-1 is its own keysym, the rest is Unicode with bit 24
      int keysym = codePoint < 0x100 ? codePoint : 0x0100_0000 | codePoint;
      device.keyboardKeysym(keysym, 1);
      device.keyboardKeysym(keysym, 0);
    } else if (!unknown) {
      unknown = true;
      health.degraded("the desktop's keyboard layout has no key for a character that was typed");
    }
  }

  private void hold(KeyText.Stroke stroke, int state) throws WaylandException {
    if (stroke.shift()) {
      device.keyboardKey(LEFT_SHIFT, state);
    }
    if (stroke.altGr()) {
      device.keyboardKey(ALT_GR, state);
    }
  }

  @Override
  public void button(int evdevCode, boolean down) {
    send(Event.BUTTON, down ? ROOM_FOR_PRESS : ROOM_FOR_RELEASE, evdevCode, down ? 1 : 0, 0);
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    send(Event.MOVE_BY, ROOM_FOR_MOTION, 0, dxPx, dyPx);
  }

  @Override
  public void moveTo(double x01, double y01) {
    Region at = region.get();
    send(Event.MOVE_TO, ROOM_FOR_MOTION, 0, x(at, x01), y(at, y01));
  }

  @Override
  public void scroll(int dx120, int dy120) {
    send(Event.SCROLL, ROOM_FOR_MOTION, 0, dx120 * AXIS_PER_120, dy120 * AXIS_PER_120);
  }

  @Override
  public void touch(TouchPoint point) {
    switch (point.phase) {
      case DOWN -> finger(Event.FINGER_DOWN, ROOM_FOR_PRESS, point);
      case MOVE -> finger(Event.FINGER_MOVE, ROOM_FOR_MOTION, point);
      case UP, CANCEL -> finger(Event.FINGER_UP, ROOM_FOR_RELEASE, point);
      case CANCEL_ALL -> send(Event.NO_FINGERS, ROOM_FOR_RELEASE, 0, 0, 0);
      case HOVER, HOVER_LEAVE -> {}
    }
  }

  private void finger(Event event, int room, TouchPoint point) {
    Region at = region.get();
    send(event, room, point.id, x(at, point.x01), y(at, point.y01));
  }

  /// Sends an event if there is room for it.
  private void send(Event event, int room, int code, double x, double y) {
    if (!enter(room)) {
      return;
    }
    try {
      request(event, code, x, y);
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  private void request(Event event, int code, double x, double y) throws WaylandException {
    switch (event) {
      case KEY -> device.keyboardKey(code, (int) x);
      case BUTTON -> device.button(code, (int) x);
      case MOVE_BY -> device.pointerMotion(x, y);
      case MOVE_TO -> device.pointerMotionAbsolute(x, y);
      case SCROLL -> {
        if (y != 0) {
          device.axis(WlPointer.AXIS_VERTICAL_SCROLL, y);
        }
        if (x != 0) {
          device.axis(WlPointer.AXIS_HORIZONTAL_SCROLL, x);
        }
      }
      case FINGER_DOWN -> {
        device.touchDown(code, x, y);
        device.touchFrame();
      }
      case FINGER_MOVE -> {
        device.touchMotion(code, x, y);
        device.touchFrame();
      }
      case FINGER_UP -> {
        device.touchUp(code); // the protocol cancels all fingers or none
        device.touchFrame();
      }
      case NO_FINGERS -> device.touchCancel();
      case NOTHING -> connection.dispatch();
    }
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

  /// Events never wait for this; it notices a KWin that has gone.
  @Override
  public void flush() {
    send(Event.NOTHING, 0, 0, 0, 0);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (gone) {
        return;
      }
      gone = true;
      if (!ended) {
        connection.flush(); // the last releases
      }
    } catch (WaylandException _) {
      // it has gone before
    } finally {
      ended = true;
      connection.close();
      lock.unlock();
    }
    closed.accept(this);
  }

  /// Takes the lock for one event.
  ///
  /// @return `false`: not taken, the event is dropped
  private boolean enter(int room) {
    lock.lock();
    if (!ended && (connection.room() >= room || flushed(room))) {
      return true;
    }
    lock.unlock();
    return false;
  }

  private boolean flushed(int room) {
    try {
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
      return false;
    }
    if (connection.room() < room) {
      fellBehind();
      return false;
    }
    behind = false;
    return true;
  }

  private void fellBehind() {
    if (!behind) {
      behind = true;
      health.degraded("KWin does not keep up with the input, some of it is dropped");
    }
  }

  private void lost(WaylandException cause) {
    if (!ended) {
      ended = true;
      health.lost(
          new BackendException(
              Kind.DEVICE_LOST, "input has lost KWin: " + cause.getMessage(), cause));
    }
  }

  private static double x(Region at, double part01) {
    return at.x() + Math.min(inside(part01) * at.width(), at.width() - LEAST);
  }

  private static double y(Region at, double part01) {
    return at.y() + Math.min(inside(part01) * at.height(), at.height() - LEAST);
  }

  private static double inside(double part01) {
    return part01 >= 0 ? Math.min(part01, 1) : 0; // NaN becomes 0
  }
}
