package io.oriel.api.input;

/// A class of input device.
public enum DeviceKind {
  KEYBOARD,
  POINTER,
  TOUCH,
  PEN,
  GAMEPAD
}
