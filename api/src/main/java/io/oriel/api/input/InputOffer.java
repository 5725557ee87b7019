package io.oriel.api.input;

import java.util.Set;

/// What of a client's input reaches the desktop, so that transports ask for no more.
///
/// @param devices kinds of device that an injector takes without a degradation: not those that only
///     another device stands for
/// @param pads capabilities that at least one kind of controller keeps; empty without gamepads
public record InputOffer(Set<DeviceKind> devices, Set<PadCapability> pads) {
  /// Nothing: view only.
  public static final InputOffer NONE = new InputOffer(Set.of(), Set.of());

  public InputOffer {
    devices = Set.copyOf(devices);
    pads = Set.copyOf(pads);
  }
}
