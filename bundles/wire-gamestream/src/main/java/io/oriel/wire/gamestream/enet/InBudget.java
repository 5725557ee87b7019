package io.oriel.wire.gamestream.enet;

/// How much of a peer's messages may wait, in all of its channels together: what it sends ahead and
/// never completes must not fill the memory.
final class InBudget {
  static final int BYTES = 256 * 1024;
  private static final int OVERHEAD = 64; // of an object and its place in a list

  private int used;

  /// @return `false`: no room
  boolean take(Incoming message) {
    int cost = cost(message);
    if (used + cost > BYTES) {
      return false;
    }
    used += cost;
    return true;
  }

  void give(Incoming message) {
    used -= cost(message);
  }

  private static int cost(Incoming message) {
    return OVERHEAD + message.fragments() + message.bytes.length;
  }
}
