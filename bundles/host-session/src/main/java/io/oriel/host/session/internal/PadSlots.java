package io.oriel.host.session.internal;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.TouchPoint;
import java.util.function.IntSupplier;

/// The controllers of a session as the link tells of them. Receive thread, but for what says
/// otherwise.
final class PadSlots {
  /// Slots there are; links number controllers 0 … 15.
  static final int MOST = 16;

  /// What becomes of them; all only post.
  interface Changes {
    /// The client is back at a controller that an earlier session left.
    void reclaimed(int slot);

    /// The client has another controller in a slot, or none any more.
    void changed(int slot);

    /// A controller is ignored because there are as many as allowed.
    void beyondLimit(int slot, int limit);
  }

  private final PadSlot[] slots = new PadSlot[MOST];
  private final IntSupplier limit;
  private final Changes changes;
  private final PadInfo[] plugged = new PadInfo[MOST]; // the client's, also those not taken
  private boolean allowed = true; // this, plugged and refused under the lock of this object
  private int refused; // slots whose refusal was told

  /// @param limit most controllers at once
  PadSlots(IntSupplier limit, Changes changes) {
    this.limit = limit;
    this.changes = changes;
    for (int i = 0; i < MOST; i++) {
      slots[i] = new PadSlot(i);
    }
  }

  /// Any thread.
  PadSlot slot(int number) {
    return slots[number];
  }

  synchronized void connected(int slot, PadInfo pad) {
    if (valid(slot)) {
      plugged[slot] = pad;
      if (allowed) {
        take(slot, pad);
      }
    }
  }

  private void take(int slot, PadInfo pad) {
    if (pad.equals(slots[slot].wanted())) {
      if (slots[slot].reclaimed()) {
        changes.reclaimed(slot);
      }
      return;
    }
    int most = limit.getAsInt();
    if (slots[slot].wanted() == null && count() >= most) {
      if ((refused & 1 << slot) == 0) {
        refused |= 1 << slot;
        changes.beyondLimit(slot, most);
      }
      return;
    }
    slots[slot].want(pad);
    changes.changed(slot);
  }

  synchronized void gone(int slot) {
    if (!valid(slot)) {
      return;
    }
    plugged[slot] = null;
    if (slots[slot].wanted() != null) {
      slots[slot].want(null);
      changes.changed(slot);
      takeWaiting(); // there is room for another one
    }
  }

  /// Whether the client may have controllers. Those it has plugged in go with the right, and are
  /// back with it. Any thread.
  synchronized void allow(boolean now) {
    if (allowed == now) {
      return;
    }
    allowed = now;
    if (now) {
      takeWaiting();
      return;
    }
    for (int i = 0; i < MOST; i++) {
      if (slots[i].wanted() != null) {
        slots[i].want(null);
        changes.changed(i);
      }
    }
  }

  private void takeWaiting() {
    for (int i = 0; i < MOST && allowed; i++) {
      if (plugged[i] != null && slots[i].wanted() == null) {
        take(i, plugged[i]);
      }
    }
  }

  void gamepad(int slot, GamepadState state) {
    if (present(slot)) {
      slots[slot].gamepad(state);
    }
  }

  void touch(int slot, int touchpad, TouchPoint point) {
    if (present(slot)) {
      slots[slot].touch(touchpad, point);
    }
  }

  void motion(int slot, MotionType type, float x, float y, float z) {
    if (present(slot)) {
      slots[slot].motion(type, x, y, z);
    }
  }

  void battery(int slot, BatteryState state, int percent) {
    if (present(slot)) {
      slots[slot].battery(state, percent);
    }
  }

  private int count() {
    int present = 0;
    for (var slot : slots) {
      if (slot.wanted() != null) {
        present++;
      }
    }
    return present;
  }

  private boolean present(int slot) {
    return valid(slot) && slots[slot].wanted() != null;
  }

  private static boolean valid(int slot) {
    return slot >= 0 && slot < MOST;
  }
}
