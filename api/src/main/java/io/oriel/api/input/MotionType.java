package io.oriel.api.input;

/// A motion sensor.
public enum MotionType {
  /// m/s², gravity included.
  ACCELEROMETER,
  /// Degrees per second.
  GYROSCOPE
}
