package io.oriel.input.wlroots.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Region;
import io.oriel.api.input.Injector;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.lib.input.PenPointer;
import io.oriel.lib.input.TouchPointer;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlPointer;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerV1;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Keyboard and pointer of one seat; fingers and pens move the pointer.
///
/// Every event goes to the socket at once. A compositor that does not read loses motion first, then
/// presses; releases are kept longest, so that no key hangs. Nothing waits.
final class SeatInjector implements Injector {
  // bytes of the connection's 64 KiB that must be free for an event of this kind
  private static final int ROOM_FOR_MOTION = 32_768;
  private static final int ROOM_FOR_PRESS = 16_384;
  private static final int ROOM_FOR_RELEASE = 8_192;

  /// Positions are given in this many steps; fine enough for any display.
  private static final int EXTENT = 1 << 24;

  /// The last key X11 can name, less XKB's offset of 8.
  private static final int LAST_KEY = 247;

  private final ReentrantLock lock = new ReentrantLock(); // several links of one session may call
  private final WaylandConnection connection;
  private final SeatDevices devices;
  private final StageHealth health;
  private final Consumer<SeatInjector> whenClosed;
  private final Wheel vertical = new Wheel(WlPointer.AXIS_VERTICAL_SCROLL);
  private final Wheel horizontal = new Wheel(WlPointer.AXIS_HORIZONTAL_SCROLL);
  private final TouchPointer fingers; // under the lock
  private final PenPointer pen; // under the lock
  private boolean ended; // lost or closed, under the lock
  private boolean behind;

  /// *Takes ownership* of connection and devices.
  ///
  /// @param region the display, for touch
  SeatInjector(
      WaylandConnection connection,
      SeatDevices devices,
      Region region,
      StageHealth health,
      Consumer<SeatInjector> whenClosed) {
    this.connection = connection;
    this.devices = devices;
    this.health = health;
    this.whenClosed = whenClosed;
    fingers = new TouchPointer(this, region.width(), region.height(), System::nanoTime);
    pen = new PenPointer(this);
  }

  @Override
  public void key(int evdevCode, boolean down) {
    if (devices.keyboard() == null || evdevCode < 1 || evdevCode > LAST_KEY) {
      return;
    }
    if (!enter(down ? ROOM_FOR_PRESS : ROOM_FOR_RELEASE)) {
      return;
    }
    try {
      devices.keyboard().key(now(), evdevCode, down);
      if (devices.modifiers().key(evdevCode, down)) {
        devices.keyboard().modifiers(devices.modifiers());
      }
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void text(CharSequence utf16) {
    if (devices.typer() == null || !enter(ROOM_FOR_PRESS)) {
      return;
    }
    try {
      if (!devices.typer().type(now(), utf16)) {
        fellBehind();
      }
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void button(int evdevCode, boolean down) {
    ZwlrVirtualPointerV1 pointer = devices.pointer();
    if (pointer == null || !enter(down ? ROOM_FOR_PRESS : ROOM_FOR_RELEASE)) {
      return;
    }
    try {
      pointer.button(
          now(),
          evdevCode,
          down ? WlPointer.BUTTON_STATE_PRESSED : WlPointer.BUTTON_STATE_RELEASED);
      pointer.frame();
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    ZwlrVirtualPointerV1 pointer = devices.pointer();
    if (pointer == null || !enter(ROOM_FOR_MOTION)) {
      return;
    }
    try {
      pointer.motion(now(), dxPx, dyPx);
      pointer.frame();
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void moveTo(double x01, double y01) {
    ZwlrVirtualPointerV1 pointer = devices.pointer();
    if (pointer == null || !enter(ROOM_FOR_MOTION)) {
      return;
    }
    try {
      pointer.motionAbsolute(now(), steps(x01), steps(y01), EXTENT, EXTENT);
      pointer.frame();
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void scroll(int dx120, int dy120) {
    ZwlrVirtualPointerV1 pointer = devices.pointer();
    if (pointer == null || dx120 == 0 && dy120 == 0 || !enter(ROOM_FOR_MOTION)) {
      return;
    }
    try {
      int time = now();
      vertical.scroll(pointer, time, dy120);
      horizontal.scroll(pointer, time, dx120);
      pointer.frame();
      connection.flush();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void touch(TouchPoint point) {
    lock.lock();
    try {
      fingers.touch(point);
    } finally {
      lock.unlock();
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

  /// Events never wait for this; it notices a compositor that has gone.
  @Override
  public void flush() {
    if (!enter(0)) {
      return;
    }
    try {
      connection.flush();
      connection.dispatch();
    } catch (WaylandException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      connection.close();
      devices.close();
    } finally {
      lock.unlock();
    }
    whenClosed.accept(this);
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
      health.degraded("the compositor does not keep up with the input, some of it is dropped");
    }
  }

  private void lost(WaylandException cause) {
    if (!ended) {
      ended = true;
      health.lost(
          new BackendException(
              Kind.DEVICE_LOST, "input has lost its compositor: " + cause.getMessage(), cause));
    }
  }

  private static int steps(double part01) {
    double inside = Math.min(Math.max(part01, 0), 1); // NaN becomes 0 below
    return (int) Math.min(Math.round(inside * EXTENT), EXTENT - 1);
  }

  /// The protocols want milliseconds with an undefined base.
  private static int now() {
    return (int) (System.nanoTime() / 1_000_000);
  }
}
