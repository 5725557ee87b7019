package io.oriel.api.trust;

/// Something a paired client may do.
public enum Right {
  /// See a desktop.
  VIEW,
  /// Use keyboard, pointer, touch and pen.
  INPUT,
  /// Use gamepads.
  GAMEPAD,
  /// Hear the desktop.
  AUDIO,
  /// Lend its microphone.
  MICROPHONE,
  /// Read and write the clipboard.
  CLIPBOARD,
  /// Put files on the host and fetch offered ones.
  FILES,
  /// Start applications.
  LAUNCH
}
