package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.api.display.Arrangement;

/// An output that a client has.
///
/// @param wanted its name and the mode wanted; the position is decided with all the others
/// @param made whether it was made for the client; else it is one of the desktop's own
/// @param arrangement what becomes of the desktop's other outputs
record Member(OutputState wanted, boolean made, Arrangement arrangement) {
  String name() {
    return wanted.name();
  }
}
