package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.lib.dbus.BusException;

/// What a failed call to Mutter means for the host.
final class BusTrouble {
  private BusTrouble() {}

  /// @param what could not be done, the beginning of a sentence
  static BackendException of(String what, BusException e) {
    String said = e.getMessage();
    return switch (e.kind()) {
      case NO_BUS, GONE -> new BackendException(Kind.DEVICE_LOST, what + ": " + said, e);
      case DENIED ->
          new BackendException(
              Kind.NO_PERMISSION,
              what + ": Mutter refuses (" + said + "); unlock the screen if it is locked",
              e);
      case UNKNOWN ->
          new BackendException(
              Kind.FAILED,
              what
                  + ": this Mutter does not offer it ("
                  + said
                  + "); Mutter 43 or newer with screen casts and remote desktop is needed",
              e);
      case NO_ANSWER ->
          new BackendException(Kind.FAILED, what + ": Mutter does not answer: " + said, e);
      case FAILED, WRONG_TYPE, TOO_BIG -> new BackendException(Kind.FAILED, what + ": " + said, e);
    };
  }
}
