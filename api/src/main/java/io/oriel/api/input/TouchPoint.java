package io.oriel.api.input;

/// One finger. Mutable and reused: the receive thread fills one object over and over.
public final class TouchPoint {
  /// What happened to the finger.
  public enum Phase {
    HOVER,
    DOWN,
    MOVE,
    UP,
    HOVER_LEAVE,
    CANCEL,
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

  /// 0 … 1; NaN: unknown.
  public float pressure01;

  /// Length of the contact's axes, 0 … 1 of the display; 0: unknown.
  public float major01;

  public float minor01;

  /// Degrees, 0 … 359; -1: unknown.
  public int rotationDegrees;
}
