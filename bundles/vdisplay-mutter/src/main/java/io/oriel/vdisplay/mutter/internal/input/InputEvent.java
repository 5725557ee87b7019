package io.oriel.vdisplay.mutter.internal.input;

/// One event for Mutter. Mutable and reused.
final class InputEvent {
  /// What it is, and what its values mean.
  enum Kind {
    /// code: evdev, down
    KEY,
    /// code: keysym, down
    KEYSYM,
    /// code: evdev, down
    BUTTON,
    /// x, y: pixels
    MOVE_BY,
    /// x, y: logical pixels of the monitor
    MOVE_TO,
    /// code: axis, x: clicks
    CLICKS,
    /// x, y: pixels
    AXIS,
    /// code: slot, x, y
    TOUCH_DOWN,
    /// code: slot, x, y
    TOUCH_MOVE,
    /// code: slot
    TOUCH_UP;

    /// Whether a later one may stand for this one.
    boolean motion() {
      return this == MOVE_BY || this == MOVE_TO || this == AXIS || this == TOUCH_MOVE;
    }
  }

  Kind kind;
  int code;
  boolean down;
  double x;
  double y;

  InputEvent set(Kind newKind, int newCode, boolean newDown, double newX, double newY) {
    kind = newKind;
    code = newCode;
    down = newDown;
    x = newX;
    y = newY;
    return this;
  }

  void copy(InputEvent from) {
    set(from.kind, from.code, from.down, from.x, from.y);
  }

  /// Whether it lets something go that would stay held without it.
  boolean releases() {
    return kind == Kind.TOUCH_UP
        || !down && (kind == Kind.KEY || kind == Kind.KEYSYM || kind == Kind.BUTTON);
  }

  /// Takes a later motion in.
  ///
  /// @return `false`: it cannot
  boolean absorb(InputEvent later) {
    if (kind != later.kind || !kind.motion() || code != later.code) {
      return false;
    }
    boolean relative = kind == Kind.MOVE_BY || kind == Kind.AXIS;
    x = relative ? x + later.x : later.x;
    y = relative ? y + later.y : later.y;
    return true;
  }
}
