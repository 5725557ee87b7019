package io.oriel.api.input;

/// Something a controller has beyond buttons and sticks.
public enum PadCapability {
  ANALOG_TRIGGERS,
  RUMBLE,
  TRIGGER_RUMBLE,
  TOUCHPAD,
  SECOND_TOUCHPAD,
  ACCELEROMETER,
  GYROSCOPE,
  BATTERY,
  RGB_LED,
  ADAPTIVE_TRIGGERS
}
