package io.oriel.api.input;

import java.util.Objects;
import java.util.Set;

/// A controller as the client describes it.
///
/// @param identity tells two controllers of one client apart, stable for one session
public record PadInfo(PadType type, Set<PadCapability> capabilities, String identity) {
  public PadInfo {
    Objects.requireNonNull(type, "type");
    capabilities = Set.copyOf(capabilities);
    Objects.requireNonNull(identity, "identity");
  }
}
