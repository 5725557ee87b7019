package io.oriel.tck;

/// Something a program on the display should notice. A backend's test says whether one did.
public sealed interface Seen {
  /// A key by its evdev code.
  record Key(int evdevCode, boolean down) implements Seen {}

  /// Text that was typed.
  record Text(String text) implements Seen {}

  /// A pointer button by its evdev code.
  record Button(int evdevCode, boolean down) implements Seen {}

  /// The pointer is at a place, 0 … 1 of the display.
  record PointerAt(double x01, double y01) implements Seen {}

  /// The pointer went some way in pixels; where a program sees places only, by the difference.
  record PointerBy(double dxPx, double dyPx) implements Seen {}

  /// The wheel went some way, in 1/120 of a click; positive is right and down. The sum counts.
  record Wheel(int dx120, int dy120) implements Seen {}

  /// A finger at a place, 0 … 1 of the display; a backend may let it move the pointer instead.
  record Touch(boolean down, double x01, double y01) implements Seen {}

  /// A pen at a place, 0 … 1 of the display; a backend may let it move the pointer instead.
  record Pen(double x01, double y01) implements Seen {}
}
