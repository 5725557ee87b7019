package io.oriel.wire.gamestream.enet;

/// How a message travels.
public enum Delivery {
  /// Repeated until acknowledged, in order within its channel.
  RELIABLE,
  /// Once; never after a later one of its channel.
  UNRELIABLE,
  /// Once, in any order.
  UNSEQUENCED
}
