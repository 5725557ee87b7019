package io.oriel.host.session.internal;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.TouchPoint;
import java.util.function.IntSupplier;

/// The controllers of a session as the link tells of them. Receive thread.
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

  void connected(int slot, PadInfo pad) {
    if (!valid(slot)) {
      return;
    }
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

  void gone(int slot) {
    if (present(slot)) {
      slots[slot].want(null);
      changes.changed(slot);
    }
  }

  /// Nobody has a controller any more. Control thread; the caller removes the devices.
  void clear() {
    for (var slot : slots) {
      slot.want(null);
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
