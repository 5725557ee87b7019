package io.oriel.api.input;

import java.util.Objects;
import java.util.Set;

/// A controller as the client describes it.
///
/// @param buttons what it has, bits of [GamepadState#buttons]; 0: unknown
/// @param identity tells two controllers of one client apart, stable for one session
public record PadInfo(PadType type, Set<PadCapability> capabilities, int buttons, String identity) {
  public PadInfo {
    Objects.requireNonNull(type, "type");
    capabilities = Set.copyOf(capabilities);
    Objects.requireNonNull(identity, "identity");
  }
}
