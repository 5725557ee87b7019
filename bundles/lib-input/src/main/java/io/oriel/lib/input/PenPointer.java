package io.oriel.lib.input;

import io.oriel.api.input.Injector;
import io.oriel.api.input.PenSample;

/// A pen for a compositor that takes none: it moves its pointer, the tip is the left button, its
/// own buttons are the right and the middle one. Pressure, tilt and the eraser are lost. Injector's
/// thread; allocates nothing.
public final class PenPointer {
  private static final int MIDDLE = 0x112; // BTN_MIDDLE of linux/input-event-codes.h

  private final Injector pointer;
  private int held; // bit 0 the tip, bits 1 and 2 its buttons

  /// @param pointer takes motion and buttons
  public PenPointer(Injector pointer) {
    this.pointer = pointer;
  }

  /// Moves and presses as a pen does.
  public void pen(PenSample sample) {
    switch (sample.phase) {
      case HOVER, UP -> {
        pointer.moveTo(sample.x01, sample.y01);
        hold((sample.buttons & 3) << 1);
      }
      case DOWN, MOVE -> {
        pointer.moveTo(sample.x01, sample.y01);
        hold(1 | (sample.buttons & 3) << 1);
      }
      case HOVER_LEAVE, CANCEL, CANCEL_ALL -> hold(0);
    }
  }

  private void hold(int wanted) {
    button(wanted, 1, TouchPointer.LEFT);
    button(wanted, 2, TouchPointer.RIGHT);
    button(wanted, 4, MIDDLE);
    held = wanted;
  }

  private void button(int wanted, int bit, int code) {
    if (((wanted ^ held) & bit) != 0) {
      pointer.button(code, (wanted & bit) != 0);
    }
  }
}
