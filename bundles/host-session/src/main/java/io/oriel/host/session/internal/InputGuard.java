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
import io.oriel.host.session.internal.media.PictureArea;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;

/// Stands above all injectors of a session: checks rights, drops what makes no sense, such as
/// repeated downs and ups, and knows what is held, so that it can be released when an injector or
/// the session goes.
///
/// Called on the link's receive thread, which alone touches what is held while it is inside an
/// injector's gate; [#releaseHeld] runs when the gate is closed and empty, so the two never meet.
/// Allocates nothing for an event.
final class InputGuard implements Injector {
  private static final int MAX_EVDEV_CODE = 0x2ff; // KEY_MAX of linux/input-event-codes.h

  private final AtomicReferenceArray<InputStage> taking =
      new AtomicReferenceArray<>(DeviceKind.values().length);
  private final PictureArea area;
  private final PadSlots pads;
  private final BiConsumer<InputStage, Throwable> broken;
  private final BitSet keys = new BitSet(MAX_EVDEV_CODE + 1);
  private final BitSet buttons = new BitSet(MAX_EVDEV_CODE + 1);
  private final TouchTable touches = new TouchTable();
  private final PenTrack penTrack = new PenTrack();
  private volatile InputStage[] all = {};
  private volatile boolean mayInput;
  private volatile long touchedNanos = System.nanoTime();
  private boolean touched; // by hand since the last flush, which sensors and batteries do not need

  /// @param area where the desktop lies in the picture that the client points at
  /// @param broken told of an injector that threw; only posts
  InputGuard(
      Set<Right> rights,
      PictureArea area,
      PadSlots pads,
      BiConsumer<InputStage, Throwable> broken) {
    this.area = area;
    this.pads = pads;
    this.broken = broken;
    rights(rights);
  }

  /// Rights changed. Any thread; what is held may still be released.
  void rights(Set<Right> rights) {
    mayInput = rights.contains(Right.INPUT);
    pads.allow(rights.contains(Right.GAMEPAD));
  }

  /// When the client's devices were last used, or this was made; `System.nanoTime()`. Any thread.
  long touchedNanos() {
    return touchedNanos;
  }

  /// An injector takes its kinds of device from now on. Control thread.
  void attach(InputStage stage) {
    for (var kind : stage.kinds()) {
      if (kind != DeviceKind.GAMEPAD) { // whose device a controller is, its slot knows
        taking.set(kind.ordinal(), stage);
      }
    }
  }

  /// Nobody takes what this injector took. Any thread.
  void detach(InputStage stage) {
    for (int i = 0; i < taking.length(); i++) {
      taking.compareAndSet(i, stage, null);
    }
  }

  /// Which injectors are told when a group of events is complete. Any thread.
  void flushes(InputStage[] stages) {
    all = stages;
  }

  /// Whether somebody takes a kind of device. Any thread.
  boolean taken(DeviceKind kind) {
    return taking.get(kind.ordinal()) != null;
  }

  /// Releases everything that is held on an injector. Its gate is closed and nobody is inside.
  void releaseHeld(InputStage stage) {
    var injector = stage.injector();
    if (taking.get(DeviceKind.KEYBOARD.ordinal()) == stage) {
      keys.stream().forEach(code -> injector.key(code, false));
      keys.clear();
    }
    if (taking.get(DeviceKind.POINTER.ordinal()) == stage) {
      buttons.stream().forEach(code -> injector.button(code, false));
      buttons.clear();
    }
    if (taking.get(DeviceKind.TOUCH.ordinal()) == stage && !touches.isEmpty()) {
      var none = new TouchPoint();
      none.phase = TouchPoint.Phase.CANCEL_ALL;
      none.pressure01 = Float.NaN;
      none.rotationDegrees = -1;
      injector.touch(none);
      touches.clear();
    }
    if (taking.get(DeviceKind.PEN.ordinal()) == stage && !penTrack.isAway()) {
      var none = new PenSample();
      none.phase = TouchPoint.Phase.CANCEL_ALL;
      none.tool = PenSample.Tool.UNKNOWN;
      none.pressure01 = Float.NaN;
      none.rotationDegrees = -1;
      none.tiltDegrees = -1;
      injector.pen(none);
      penTrack.clear();
    }
    for (int i = 0; i < PadSlots.MOST; i++) {
      if (pads.slot(i).stage() == stage) {
        pads.slot(i).release(injector, true);
      }
    }
    injector.flush();
  }

  /// @return `null`: nobody takes it; otherwise the caller is inside and has to leave
  private InputStage enter(DeviceKind kind) {
    var stage = taking.get(kind.ordinal());
    return stage != null && stage.enter() ? stage : null;
  }

  @Override
  public void key(int evdevCode, boolean down) {
    held(DeviceKind.KEYBOARD, keys, evdevCode, down);
  }

  @Override
  public void button(int evdevCode, boolean down) {
    held(DeviceKind.POINTER, buttons, evdevCode, down);
  }

  private void held(DeviceKind kind, BitSet held, int code, boolean down) {
    touched = true;
    if (code <= 0 || code > MAX_EVDEV_CODE || down && !mayInput) {
      return;
    }
    var stage = enter(kind);
    if (stage == null) {
      return;
    }
    try {
      if (held.get(code) != down) {
        held.set(code, down);
        if (kind == DeviceKind.KEYBOARD) {
          stage.injector().key(code, down);
        } else {
          stage.injector().button(code, down);
        }
      }
    } catch (RuntimeException | LinkageError e) {
      broken.accept(stage, e);
    } finally {
      stage.exit();
    }
  }

  @Override
  public void text(CharSequence utf16) {
    touched = true;
    var stage = mayInput ? enter(DeviceKind.KEYBOARD) : null;
    if (stage == null) {
      return;
    }
    try {
      stage.injector().text(utf16);
    } catch (RuntimeException | LinkageError e) {
      broken.accept(stage, e);
    } finally {
      stage.exit();
    }
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    touched = true;
    boolean known = Double.isFinite(dxPx) && Double.isFinite(dyPx);
    var stage = mayInput && known ? enter(DeviceKind.POINTER) : null;
    if (stage == null) {
      return;
    }
    try {
      stage.injector().moveBy(dxPx, dyPx);
    } catch (RuntimeException | LinkageError e) {
      broken.accept(stage, e);
    } finally {
      stage.exit();
    }
  }

  @Override
  public void moveTo(double x01, double y01) {
    touched = true;
    boolean known = Double.isFinite(x01) && Double.isFinite(y01);
    var stage = mayInput && known ? enter(DeviceKind.POINTER) : null;
    if (stage == null) {
      return;
    }
    try {
      stage.injector().moveTo(area.x(x01), area.y(y01));
    } catch (RuntimeException | LinkageError e) {
      broken.accept(stage, e);
    } finally {
      stage.exit();
    }
  }

  @Override
  public void scroll(int dx120, int dy120) {
    touched = true;
    var stage = mayInput ? enter(DeviceKind.POINTER) : null;
    if (stage == null) {
      return;
    }
    try {
      stage.injector().scroll(dx120, dy120);
    } catch (RuntimeException | LinkageError e) {
      broken.accept(stage, e);
    } finally {
      stage.exit();
    }
  }

  /// Without the right what is down may still leave.
  @Override
  public void touch(TouchPoint point) {
    touched = true;
    var stage = mayInput || leaves(point.phase) ? enter(DeviceKind.TOUCH) : null;
    if (stage == null) {
      return;
    }
    try {
      if (touches.accept(point)) {
        point.x01 = (float) area.x(point.x01);
        point.y01 = (float) area.y(point.y01);
        stage.injector().touch(point);
      }
    } catch (RuntimeException | LinkageError e) {
      broken.accept(stage, e);
    } finally {
      stage.exit();
    }
  }

  @Override
  public void pen(PenSample sample) {
    touched = true;
    var stage = mayInput || leaves(sample.phase) ? enter(DeviceKind.PEN) : null;
    if (stage == null) {
      return;
    }
    try {
      if (penTrack.accept(sample)) {
        sample.x01 = (float) area.x(sample.x01);
        sample.y01 = (float) area.y(sample.y01);
        stage.injector().pen(sample);
      }
    } catch (RuntimeException | LinkageError e) {
      broken.accept(stage, e);
    } finally {
      stage.exit();
    }
  }

  private static boolean leaves(TouchPoint.Phase phase) {
    return switch (phase) {
      case UP, HOVER_LEAVE, CANCEL, CANCEL_ALL -> true;
      case DOWN, MOVE, HOVER -> false;
    };
  }

  @Override
  public void padConnected(int slot, PadInfo pad) {
    pads.connected(slot, pad);
  }

  @Override
  public void padGone(int slot) {
    pads.gone(slot);
  }

  @Override
  public void gamepad(int slot, GamepadState state) {
    touched = true;
    try {
      pads.gamepad(slot, state);
    } catch (RuntimeException | LinkageError e) {
      brokenPad(slot, e);
    }
  }

  @Override
  public void padTouch(int slot, int touchpad, TouchPoint point) {
    touched = true;
    try {
      pads.touch(slot, touchpad, point);
    } catch (RuntimeException | LinkageError e) {
      brokenPad(slot, e);
    }
  }

  @Override
  public void motion(int slot, MotionType type, float x, float y, float z) {
    try {
      pads.motion(slot, type, x, y, z);
    } catch (RuntimeException | LinkageError e) {
      brokenPad(slot, e);
    }
  }

  @Override
  public void battery(int slot, BatteryState state, int percent) {
    try {
      pads.battery(slot, state, percent);
    } catch (RuntimeException | LinkageError e) {
      brokenPad(slot, e);
    }
  }

  private void brokenPad(int slot, Throwable cause) {
    var stage = pads.slot(slot).stage();
    if (stage != null) {
      broken.accept(stage, cause);
    }
  }

  @Override
  public void flush() {
    if (touched) {
      touched = false;
      touchedNanos = System.nanoTime();
    }
    for (var stage : all) {
      if (stage.enter()) {
        try {
          stage.injector().flush();
        } catch (RuntimeException | LinkageError e) {
          broken.accept(stage, e);
        } finally {
          stage.exit();
        }
      }
    }
  }

  /// Does nothing: the session closes the injectors.
  @Override
  public void close() {}
}
