package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.PadCapability;
import java.util.List;
import java.util.Set;

/// Writes down which controllers there are.
record NotedPads(List<String> lines) implements PadFeedback {
  @Override
  public void arrived(int slot, Set<PadCapability> capabilities) {
    lines.add("arrived " + slot);
  }

  @Override
  public void gone(int slot) {
    lines.add("gone " + slot);
  }

  @Override
  public void haptics(boolean wanted) {
    lines.add("haptics " + wanted);
  }
}
