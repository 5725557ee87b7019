package io.oriel.host.session.internal;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.api.trust.Right;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Stands above all injectors of a session: checks rights, drops repeated downs and ups, and knows
/// what
/// is held, so that it can be released when an injector or the session goes.
///
/// Called on the link's receive thread, which alone touches what is held while it is inside an
/// injector's gate; [#releaseHeld] runs when the gate is closed and empty, so the two never meet.
final class InputGuard implements Injector {
  private static final int MAX_EVDEV_CODE = 0x2ff; // KEY_MAX of linux/input-event-codes.h
  private static final int MAX_SLOT = 15;

  private final Map<DeviceKind, OpenStage<Injector>> stages = new ConcurrentHashMap<>();
  private final BitSet keys = new BitSet(MAX_EVDEV_CODE + 1);
  private final BitSet buttons = new BitSet(MAX_EVDEV_CODE + 1);
  private final BitSet pads = new BitSet(MAX_SLOT + 1);
  private volatile boolean mayInput;
  private volatile boolean mayPlay;
  private volatile long touchedNanos = System.nanoTime();

  InputGuard(Set<Right> rights) {
    rights(rights);
  }

  /// Rights changed. Any thread; what is held stays held until released by the client or the end.
  void rights(Set<Right> rights) {
    mayInput = rights.contains(Right.INPUT);
    mayPlay = rights.contains(Right.GAMEPAD);
  }

  /// An injector takes a kind of device from now on. Control thread.
  void attach(DeviceKind kind, OpenStage<Injector> stage) {
    stages.put(kind, stage);
  }

  /// Nobody takes what this injector took. Control thread.
  void detach(OpenStage<Injector> stage) {
    stages.values().removeIf(other -> other == stage);
  }

  /// Releases everything that is held on an injector. Its gate is closed and nobody is inside.
  void releaseHeld(OpenStage<Injector> stage) {
    var injector = stage.instance();
    if (stages.get(DeviceKind.KEYBOARD) == stage) {
      keys.stream().forEach(code -> injector.key(code, false));
      keys.clear();
    }
    if (stages.get(DeviceKind.POINTER) == stage) {
      buttons.stream().forEach(code -> injector.button(code, false));
      buttons.clear();
    }
    if (stages.get(DeviceKind.GAMEPAD) == stage) {
      pads.stream().forEach(injector::padGone);
      pads.clear();
    }
    injector.flush();
  }

  private void with(DeviceKind kind, boolean allowed, Consumer<Injector> action) {
    var stage = stages.get(kind);
    if (allowed && stage != null && stage.gate().enter()) {
      try {
        action.accept(stage.instance());
      } finally {
        stage.gate().exit();
      }
    }
  }

  @Override
  public void key(int evdevCode, boolean down) {
    if (evdevCode <= 0 || evdevCode > MAX_EVDEV_CODE) {
      return;
    }
    with(
        DeviceKind.KEYBOARD,
        mayInput,
        injector -> {
          if (keys.get(evdevCode) != down) {
            keys.set(evdevCode, down);
            injector.key(evdevCode, down);
          }
        });
  }

  @Override
  public void text(CharSequence utf16) {
    with(DeviceKind.KEYBOARD, mayInput, injector -> injector.text(utf16));
  }

  @Override
  public void button(int evdevCode, boolean down) {
    if (evdevCode <= 0 || evdevCode > MAX_EVDEV_CODE) {
      return;
    }
    with(
        DeviceKind.POINTER,
        mayInput,
        injector -> {
          if (buttons.get(evdevCode) != down) {
            buttons.set(evdevCode, down);
            injector.button(evdevCode, down);
          }
        });
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    if (Double.isFinite(dxPx) && Double.isFinite(dyPx)) {
      with(DeviceKind.POINTER, mayInput, injector -> injector.moveBy(dxPx, dyPx));
    }
  }

  @Override
  public void moveTo(double x01, double y01) {
    if (Double.isFinite(x01) && Double.isFinite(y01)) {
      with(
          DeviceKind.POINTER,
          mayInput,
          injector -> injector.moveTo(Math.clamp(x01, 0, 1), Math.clamp(y01, 0, 1)));
    }
  }

  @Override
  public void scroll(int dx120, int dy120) {
    with(DeviceKind.POINTER, mayInput, injector -> injector.scroll(dx120, dy120));
  }

  @Override
  public void touch(TouchPoint point) {
    with(DeviceKind.TOUCH, mayInput, injector -> injector.touch(point));
  }

  @Override
  public void pen(PenSample sample) {
    with(DeviceKind.PEN, mayInput, injector -> injector.pen(sample));
  }

  @Override
  public void padConnected(int slot, PadInfo pad) {
    withPad(
        slot,
        injector -> {
          pads.set(slot);
          injector.padConnected(slot, pad);
        });
  }

  @Override
  public void padGone(int slot) {
    withPad(
        slot,
        injector -> {
          pads.clear(slot);
          injector.padGone(slot);
        });
  }

  @Override
  public void gamepad(int slot, GamepadState state) {
    withPad(slot, injector -> injector.gamepad(slot, state));
  }

  @Override
  public void padTouch(int slot, int touchpad, TouchPoint point) {
    withPad(slot, injector -> injector.padTouch(slot, touchpad, point));
  }

  @Override
  public void motion(int slot, MotionType type, float x, float y, float z) {
    withPad(slot, injector -> injector.motion(slot, type, x, y, z));
  }

  @Override
  public void battery(int slot, BatteryState state, int percent) {
    withPad(slot, injector -> injector.battery(slot, state, percent));
  }

  private void withPad(int slot, Consumer<Injector> action) {
    if (slot >= 0 && slot <= MAX_SLOT) {
      with(DeviceKind.GAMEPAD, mayPlay, action);
    }
  }

  /// When the client's input came last, or this was made; `System.nanoTime()`. Any thread.
  long touchedNanos() {
    return touchedNanos;
  }

  @Override
  public void flush() {
    touchedNanos = System.nanoTime();
    stages.values().stream()
        .distinct()
        .forEach(
            stage -> {
              if (stage.gate().enter()) {
                try {
                  stage.instance().flush();
                } finally {
                  stage.gate().exit();
                }
              }
            });
  }

  /// Does nothing: the session closes the injectors.
  @Override
  public void close() {}
}
