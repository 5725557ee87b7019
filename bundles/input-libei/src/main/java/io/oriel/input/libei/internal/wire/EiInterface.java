package io.oriel.input.libei.internal.wire;

import java.util.Optional;

/// The interfaces of the EI protocol that are spoken, each up to a version (`protocol.xml` of libei
/// 1.6; servers from 1.0 on offer less, and both sides use the smaller version).
public enum EiInterface {
  CONNECTION("ei_connection", 1),
  CALLBACK("ei_callback", 1),
  PINGPONG("ei_pingpong", 1),
  SEAT("ei_seat", 1),
  DEVICE("ei_device", 3),
  POINTER("ei_pointer", 1),
  POINTER_ABSOLUTE("ei_pointer_absolute", 1),
  SCROLL("ei_scroll", 1),
  BUTTON("ei_button", 1),
  KEYBOARD("ei_keyboard", 1),
  TOUCHSCREEN("ei_touchscreen", 2),
  TEXT("ei_text", 1);

  private final String wireName;
  private final int version;

  EiInterface(String wireName, int version) {
    this.wireName = wireName;
    this.version = version;
  }

  /// Its name in the protocol.
  public String wireName() {
    return wireName;
  }

  /// The newest version that is spoken here.
  public int version() {
    return version;
  }

  /// Whether devices have it: a capability of seats.
  public boolean isCapability() {
    return compareTo(POINTER) >= 0;
  }

  /// The interface of a name; empty: not known here.
  public static Optional<EiInterface> of(String wireName) {
    for (var each : values()) {
      if (each.wireName.equals(wireName)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
