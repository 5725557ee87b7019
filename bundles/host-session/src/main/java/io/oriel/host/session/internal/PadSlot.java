package io.oriel.host.session.internal;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.TouchPoint;
import java.util.concurrent.locks.ReentrantLock;

/// One controller: what the client has, on one side, and the device made for it, on the other.
///
/// The link's receive thread tells what the client does; the session's control thread makes and
/// removes the device. The lock is held for the length of one event and practically never
/// contended. What comes before the device is there is remembered: the latest state and battery.
final class PadSlot {
  private static final GamepadState NEUTRAL = new GamepadState();

  private final int number;
  private final ReentrantLock lock = new ReentrantLock();
  private final GamepadState latest = new GamepadState();
  private final TouchTable[] fingers = {new TouchTable(), new TouchTable()};
  private final TouchPoint noFinger = new TouchPoint();
  private volatile PadInfo wanted;
  private volatile PadInfo made;
  private volatile InputStage stage; // set before the device is made, for its first feedback
  private boolean bound; // the device takes events; under the lock
  private BatteryState battery = BatteryState.UNKNOWN;
  private int batteryPercent;
  private boolean batteryTold;
  private boolean
      adopted; // the device is an earlier session's, the client has not asked for it yet

  PadSlot(int number) {
    this.number = number;
    noFinger.phase = TouchPoint.Phase.CANCEL_ALL;
    noFinger.pressure01 = Float.NaN;
    noFinger.rotationDegrees = -1;
  }

  int number() {
    return number;
  }

  // --- the client's side

  /// What the client has there; `null`: nothing.
  PadInfo wanted() {
    return wanted;
  }

  /// The client has the same controller there.
  ///
  /// @return whether it came back to one that an earlier session left
  boolean reclaimed() {
    boolean was = adopted;
    adopted = false;
    return was;
  }

  /// The client has another controller there.
  ///
  /// @param pad `null`: none any more
  void want(PadInfo pad) {
    lock.lock();
    try {
      wanted = pad;
      adopted = false;
      copy(NEUTRAL, latest);
      batteryTold = false;
    } finally {
      lock.unlock();
    }
  }

  void gamepad(GamepadState state) {
    lock.lock();
    try {
      copy(state, latest);
      if (enter()) {
        try {
          stage.injector().gamepad(number, state);
        } finally {
          stage.exit();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void touch(int touchpad, TouchPoint point) {
    if (touchpad < 0 || touchpad >= fingers.length) {
      return;
    }
    lock.lock();
    try {
      if (enter()) {
        try {
          if (fingers[touchpad].accept(point)) {
            stage.injector().padTouch(number, touchpad, point);
          }
        } finally {
          stage.exit();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void motion(MotionType type, float x, float y, float z) {
    lock.lock();
    try {
      if (enter()) {
        try {
          stage.injector().motion(number, type, x, y, z);
        } finally {
          stage.exit();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void battery(BatteryState state, int percent) {
    lock.lock();
    try {
      battery = state;
      batteryPercent = percent;
      batteryTold = true;
      if (enter()) {
        try {
          stage.injector().battery(number, state, percent);
        } finally {
          stage.exit();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean enter() {
    return bound && wanted == made && stage.enter();
  }

  // --- the device's side

  /// What the device was made for; `null`: there is none.
  PadInfo made() {
    return made;
  }

  /// Whose device it is; `null`: nobody's. Any thread.
  InputStage stage() {
    return stage;
  }

  /// Has a device made and catches it up with the client.
  ///
  /// @return `false`: the stage is leaving, there is no device
  boolean bind(InputStage to, PadInfo pad) {
    if (!to.enter()) {
      return false;
    }
    try {
      to.feedback().forget(number);
      stage = to;
      made = pad;
      to.injector().padConnected(number, pad);
      lock.lock();
      try {
        clearFingers();
        if (batteryTold) {
          to.injector().battery(number, battery, batteryPercent);
        }
        to.injector().gamepad(number, latest);
        bound = true;
      } finally {
        lock.unlock();
      }
      to.injector().flush();
      return true;
    } catch (RuntimeException | LinkageError e) {
      stage = null;
      made = null;
      throw e;
    } finally {
      to.exit();
    }
  }

  /// Takes over a device that an earlier session left; before the client is there.
  void adopt(InputStage from, PadInfo pad) {
    wanted = pad;
    made = pad;
    stage = from;
    bound = true;
    adopted = true;
  }

  /// Leaves the device to a later session, in neutral state. The link tells nothing any more.
  ///
  /// @return `false`: there is none
  boolean leave() {
    InputStage from = stage;
    if (from == null || made == null || !from.enter()) {
      return false;
    }
    lock.lock();
    try {
      release(from.injector(), false);
      bound = false;
      stage = null;
      return true;
    } finally {
      lock.unlock();
      from.exit();
    }
  }

  /// Removes the device, if it has not gone with its stage.
  void unbind() {
    InputStage from = stage;
    if (from != null && from.enter()) {
      try {
        release(from.injector(), true);
      } finally {
        from.exit();
      }
    }
  }

  /// Forgets a device whose backend was left without an answer.
  void forsake() {
    lock.lock();
    try {
      bound = false;
      clearFingers();
    } finally {
      lock.unlock();
    }
    InputStage from = stage;
    made = null;
    stage = null;
    from.feedback().still(number);
  }

  /// Lets go of everything the device holds down. Nobody else is inside its injector, or the caller
  /// has entered.
  ///
  /// @param gone removes the device, too
  void release(Injector injector, boolean gone) {
    lock.lock();
    try {
      if (bound) {
        for (int i = 0; i < fingers.length; i++) {
          if (!fingers[i].isEmpty()) {
            injector.padTouch(number, i, noFinger);
          }
        }
        clearFingers();
        injector.gamepad(number, NEUTRAL);
        injector.flush();
      }
      if (gone) {
        bound = false;
      }
    } finally {
      lock.unlock();
    }
    if (gone && made != null) {
      InputStage from = stage;
      made = null;
      stage = null;
      try {
        injector.padGone(number);
      } finally {
        from.feedback().still(number); // the client's controller may well be there still
      }
    }
  }

  private void clearFingers() {
    for (var surface : fingers) {
      surface.clear();
    }
  }

  private static void copy(GamepadState from, GamepadState to) {
    to.buttons = from.buttons;
    to.leftTrigger = from.leftTrigger;
    to.rightTrigger = from.rightTrigger;
    to.leftX = from.leftX;
    to.leftY = from.leftY;
    to.rightX = from.rightX;
    to.rightY = from.rightY;
  }
}
