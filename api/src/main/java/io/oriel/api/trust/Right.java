package io.oriel.api.trust;

import java.util.EnumSet;
import java.util.Set;

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
  /// Get what programs on the desktop copy.
  CLIPBOARD_READ,
  /// Put something on the desktop's clipboard.
  CLIPBOARD_WRITE,
  /// Put files on the host and fetch offered ones.
  FILES,
  /// Start applications.
  LAUNCH;

  /// What a client may do once it is paired. The others reach beyond the session's picture: the
  /// owner allows them client by client.
  public static Set<Right> usual() {
    return EnumSet.of(VIEW, INPUT, GAMEPAD, AUDIO, LAUNCH);
  }
}
