package io.oriel.media.pipewire;

import java.util.HashMap;
import java.util.Map;

/// The ports the daemon shows. The connection's thread.
final class Ports {
  private final Map<Integer, Global> ports = new HashMap<>();

  /// @return whether it is one
  boolean appeared(Global global) {
    boolean port = global.type().equals(Global.PORT);
    if (port) {
      ports.put(global.id(), global);
    }
    return port;
  }

  void vanished(int id) {
    ports.remove(id);
  }

  /// Whether a node has a port to be linked.
  ///
  /// @param direction `in` or `out`
  boolean has(int nodeId, String direction) {
    String node = Integer.toString(nodeId);
    return ports.values().stream()
        .anyMatch(
            port ->
                port.property("node.id").filter(node::equals).isPresent()
                    && port.property("port.direction").filter(direction::equals).isPresent());
  }
}
