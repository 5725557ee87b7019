package io.oriel.input.uinput.internal;

import io.oriel.api.display.Region;

/// Where a display lies on the axes of an absolute device.
///
/// A compositor spreads such a device over its whole desktop, so the axes do: 0 is the desktop's
/// left or upper edge, [#EXTENT] just beyond the other one.
///
/// @param desktop the whole desktop
/// @param display the part of it that is streamed
record Area(Region desktop, Region display) {
  /// Steps of an axis; fine enough for any display.
  static final int EXTENT = 1 << 16;

  /// The last step.
  static final int MAX = EXTENT - 1;

  /// A desktop that ends where the display does: right when the display is the only one, or the
  /// last one.
  ///
  /// @param width of the whole desktop in its logical pixels; 0: not known
  /// @param height the same
  static Area of(Region display, int width, int height) {
    int left = Math.min(0, display.x());
    int top = Math.min(0, display.y());
    int known = Math.max(1, width > 0 ? width : display.x() + display.width() - left);
    int tall = Math.max(1, height > 0 ? height : display.y() + display.height() - top);
    return new Area(new Region(left, top, known, tall), display);
  }

  /// @param x01 0 … 1 from the display's left edge
  int x(double x01) {
    return step(display.x() - desktop.x() + x01 * display.width(), desktop.width());
  }

  /// @param y01 0 … 1 from the display's upper edge
  int y(double y01) {
    return step(display.y() - desktop.y() + y01 * display.height(), desktop.height());
  }

  /// A length on the display's longer side, in steps of the x axis.
  int length(double part01) {
    double px = part01 * Math.max(display.width(), display.height());
    return step(px, desktop.width());
  }

  /// Steps per millimetre on the x axis if the desktop were so many millimetres wide; the y axis
  /// has as many for the same length on the screen.
  int stepsPerMm(int widthMm) {
    return Math.max(1, EXTENT / widthMm);
  }

  /// Steps per millimetre on the y axis.
  int stepsPerMmDown(int widthMm) {
    return Math.max(1, (int) ((long) EXTENT * desktop.width() / desktop.height() / widthMm));
  }

  private static int step(double px, int whole) {
    return Math.clamp((long) Math.floor(px / whole * EXTENT), 0, MAX); // NaN becomes 0
  }
}
