package io.oriel.input.uinput.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.media.nat.ErrnoException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Writes the client's input to kernel devices, every group of events at once in one write. The
/// kernel never makes it wait.
///
/// Text, and what of a controller an Xbox pad has no place for (touchpad, motion, battery), is
/// dropped.
final class UinputInjector implements Injector {
  private final ReentrantLock lock = new ReentrantLock(); // several links of one session may call
  private final AtomicBoolean ended = new AtomicBoolean(); // lost or closed
  private final SeatDevices devices;
  private final Pads pads;
  private final StageHealth health;
  private final Consumer<UinputInjector> whenClosed;

  /// *Takes ownership* of devices and pads.
  UinputInjector(
      SeatDevices devices, Pads pads, StageHealth health, Consumer<UinputInjector> whenClosed) {
    this.devices = devices;
    this.pads = pads;
    this.health = health;
    this.whenClosed = whenClosed;
  }

  @Override
  public void key(int evdevCode, boolean down) {
    if (devices.keyboard() == null) {
      return;
    }
    lock.lock();
    try {
      devices.keyboard().key(evdevCode, down);
    } catch (ErrnoException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void button(int evdevCode, boolean down) {
    if (devices.mouse() == null) {
      return;
    }
    lock.lock();
    try {
      devices.mouse().button(evdevCode, down);
    } catch (ErrnoException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    if (devices.mouse() == null) {
      return;
    }
    lock.lock();
    try {
      devices.mouse().moveBy(dxPx, dyPx);
    } catch (ErrnoException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void moveTo(double x01, double y01) {
    if (devices.mouse() == null) {
      return;
    }
    lock.lock();
    try {
      devices.mouse().moveTo(x01, y01);
    } catch (ErrnoException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void scroll(int dx120, int dy120) {
    if (devices.mouse() == null) {
      return;
    }
    lock.lock();
    try {
      devices.mouse().scroll(dx120, dy120);
    } catch (ErrnoException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void touch(TouchPoint point) {
    if (devices.touchScreen() == null) {
      return;
    }
    lock.lock();
    try {
      devices.touchScreen().touch(point);
    } catch (ErrnoException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void pen(PenSample sample) {
    if (devices.pen() == null) {
      return;
    }
    lock.lock();
    try {
      devices.pen().pen(sample);
    } catch (ErrnoException e) {
      lost(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void padConnected(int slot, PadInfo pad) {
    pads.connect(slot);
  }

  @Override
  public void padGone(int slot) {
    pads.gone(slot);
  }

  @Override
  public void gamepad(int slot, GamepadState state) {
    try {
      pads.state(slot, state);
    } catch (ErrnoException e) {
      lost(e);
    }
  }

  @Override
  public void close() {
    ended.set(true);
    pads.close();
    lock.lock();
    try {
      devices.close();
    } finally {
      lock.unlock();
    }
    whenClosed.accept(this);
  }

  private void lost(ErrnoException cause) {
    if (ended.compareAndSet(false, true)) {
      health.lost(
          new BackendException(
              Kind.DEVICE_LOST, "a kernel input device is gone: " + cause.getMessage(), cause));
    }
  }
}
