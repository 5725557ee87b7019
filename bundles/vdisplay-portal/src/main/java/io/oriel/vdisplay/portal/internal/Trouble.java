package io.oriel.vdisplay.portal.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.lib.dbus.BusException;

/// What went wrong on the bus, in the host's words.
final class Trouble {
  private Trouble() {}

  static BackendException of(String what, BusException e) {
    Kind kind =
        switch (e.kind()) {
          case DENIED -> Kind.NO_PERMISSION;
          case GONE, NO_BUS -> Kind.DEVICE_LOST;
          // the bus answers in place of a program that ended
          case NO_ANSWER -> e.errorName().isPresent() ? Kind.DEVICE_LOST : Kind.FAILED;
          default -> Kind.FAILED;
        };
    String remedy =
        switch (e.kind()) {
          case NO_BUS -> "; log in to the desktop, as the user that the host runs as";
          case UNKNOWN -> "; install xdg-desktop-portal and the backend of the desktop";
          default -> "";
        };
    return new BackendException(kind, what + ": " + e.getMessage() + remedy, e);
  }
}
