package io.oriel.input.libei.internal;

import io.oriel.api.input.TouchPoint;
import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.Requests;

/// Fingers on a touch screen of the server. Under the connection's lock; allocates nothing.
///
/// A finger belongs to the device it came down on: servers may crash when another device lifts it.
final class Fingers {
  /// Servers have slots for 16 and more.
  private static final int MOST = 16;

  private final int[] ids = new int[MOST];
  private final Aim.Target[] targets = new Aim.Target[MOST]; // null: no finger

  /// @param screen where fingers come down; `null`: nowhere, they are left out
  void touch(TouchPoint point, Aim.Target screen) {
    switch (point.phase) {
      case DOWN -> down(point, screen);
      case MOVE -> {
        int slot = slot(point.id);
        if (slot >= 0) {
          place(slot, Requests.TOUCH_MOTION, point);
        }
      }
      case UP -> lift(slot(point.id), false);
      case CANCEL -> lift(slot(point.id), true);
      case CANCEL_ALL -> liftAll();
      case HOVER, HOVER_LEAVE -> {}
    }
  }

  /// Takes every finger back.
  void liftAll() {
    for (int slot = 0; slot < MOST; slot++) {
      lift(targets[slot] == null ? -1 : slot, true);
    }
  }

  /// A device takes nothing any more: its fingers are gone on both sides.
  void forget(EiDevice device) {
    for (int slot = 0; slot < MOST; slot++) {
      if (targets[slot] != null && targets[slot].device() == device) {
        targets[slot] = null;
      }
    }
  }

  private void down(TouchPoint point, Aim.Target screen) {
    if (screen == null || slot(point.id) >= 0) {
      return;
    }
    for (int slot = 0; slot < MOST; slot++) {
      if (targets[slot] == null) {
        ids[slot] = point.id;
        targets[slot] = screen;
        place(slot, Requests.TOUCH_DOWN, point);
        return;
      }
    }
  }

  private int slot(int id) {
    for (int slot = 0; slot < MOST; slot++) {
      if (targets[slot] != null && ids[slot] == id) {
        return slot;
      }
    }
    return -1;
  }

  private void place(int slot, int opcode, TouchPoint point) {
    var target = targets[slot];
    target
        .device()
        .request(EiInterface.TOUCHSCREEN, opcode)
        .u32(slot)
        .f32(target.region().x(point.x01))
        .f32(target.region().y(point.y01))
        .end();
    target.device().frame();
  }

  private void lift(int slot, boolean cancelled) {
    if (slot < 0) {
      return;
    }
    var device = targets[slot].device();
    targets[slot] = null;
    boolean cancels = cancelled && device.version(EiInterface.TOUCHSCREEN) >= 2;
    device
        .request(EiInterface.TOUCHSCREEN, cancels ? Requests.TOUCH_CANCEL : Requests.TOUCH_UP)
        .u32(slot)
        .end();
    device.frame();
  }
}
