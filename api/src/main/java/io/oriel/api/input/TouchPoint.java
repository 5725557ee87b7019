package io.oriel.api.input;

/// One finger. Mutable and reused: the receive thread fills one object over and over.
public final class TouchPoint {
  /// What happened to the finger.
  public enum Phase {
    /// Near the surface, at this place.
    HOVER,
    DOWN,
    MOVE,
    UP,
    /// Not near any more; the place is where it was last.
    HOVER_LEAVE,
    /// It never was meant: programs take back what it did. The place is where it was last.
    CANCEL,
    /// The same for all fingers, or all pens; only the phase is valid.
    CANCEL_ALL
  }

  /// What happened.
  public Phase phase;

  /// Names the finger while it is down.
  public int id;

  /// 0 … 1 from the left edge.
  public float x01;

  /// 0 … 1 from the upper edge.
  public float y01;

  /// 0 … 1; NaN: unknown. A distance while hovering.
  public float pressure01;

  /// Length of the contact's axes, 0 … 1 of the display; 0: unknown.
  public float major01;

  public float minor01;

  /// Degrees, 0 … 359; -1: unknown.
  public int rotationDegrees;
}
