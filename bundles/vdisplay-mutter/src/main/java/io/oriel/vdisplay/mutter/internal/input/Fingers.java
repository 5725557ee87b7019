package io.oriel.vdisplay.mutter.internal.input;

/// Which finger has which of Mutter's slots. Injector's thread; allocates nothing.
final class Fingers {
  /// Slots that Mutter takes (`CLUTTER_VIRTUAL_INPUT_DEVICE_MAX_TOUCH_SLOTS`).
  static final int SLOTS = 32;

  private final int[] ids = new int[SLOTS];
  private int used; // one bit per slot

  /// A slot for a finger that goes down.
  ///
  /// @return -1: there is none left
  int down(int id) {
    int known = find(id);
    if (known >= 0) {
      return known;
    }
    int free = Integer.numberOfTrailingZeros(~used);
    if (free >= SLOTS) {
      return -1;
    }
    used |= 1 << free;
    ids[free] = id;
    return free;
  }

  /// The slot of a finger that is down.
  ///
  /// @return -1: it is not
  int find(int id) {
    for (int slot = 0; slot < SLOTS; slot++) {
      if ((used & 1 << slot) != 0 && ids[slot] == id) {
        return slot;
      }
    }
    return -1;
  }

  /// A slot is free again.
  void up(int slot) {
    used &= ~(1 << slot);
  }

  /// Any slot that is in use.
  ///
  /// @return -1: none is
  int any() {
    return used == 0 ? -1 : Integer.numberOfTrailingZeros(used);
  }
}
