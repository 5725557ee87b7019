package io.oriel.transport.gamestream.internal.control;

import io.oriel.api.input.PadCapability;
import java.util.Set;

/// Told which controllers the client has, so that none is sent what it cannot do. Control thread.
interface PadFeedback {
  /// A controller is in a slot from now on, with nothing sent to it yet.
  void arrived(int slot, Set<PadCapability> capabilities);

  /// Nothing is in a slot any more.
  void gone(int slot);

  /// Whether the client wants to rumble.
  void haptics(boolean wanted);
}
