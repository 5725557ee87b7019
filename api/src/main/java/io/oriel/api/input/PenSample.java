package io.oriel.api.input;

/// One sample of a pen. Mutable and reused: the receive thread fills one object over and over.
public final class PenSample {
  /// What the pen has at its tip.
  public enum Tool {
    UNKNOWN,
    PEN,
    ERASER
  }

  /// What happened. [TouchPoint.Phase#HOVER] and [TouchPoint.Phase#MOVE] also tell of buttons that
  /// changed at one place.
  public TouchPoint.Phase phase;

  public Tool tool;

  /// Bits 1, 2 and 4: first to third button.
  public int buttons;

  /// 0 … 1 from the left edge.
  public float x01;

  /// 0 … 1 from the upper edge.
  public float y01;

  /// 0 … 1; NaN: unknown. A distance while hovering.
  public float pressure01;

  /// Length of the contact's axes, 0 … 1 of the display; 0: unknown.
  public float major01;

  public float minor01;

  /// Where the tip points to, clockwise from the upper edge, 0 … 359 degrees; the pen leans the
  /// other way. -1: unknown.
  public int rotationDegrees;

  /// Degrees from the surface's normal, 0 … 90; -1: unknown.
  public int tiltDegrees;
}
