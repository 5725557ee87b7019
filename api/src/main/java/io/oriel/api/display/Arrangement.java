package io.oriel.api.display;

/// What becomes of a desktop's other monitors while a client's display is there.
public enum Arrangement {
  /// They stay as they are; the display is one more beside them.
  EXTEND,
  /// They are off; what was on them is on the display.
  ONLY,
  /// No display is made: the client sees what an existing monitor shows, in that one's size.
  MIRROR
}
