package io.oriel.media.wayland;

import java.util.Arrays;

/// Which proxy has which id. Client ids start at 1, ids the compositor gives at 0xff000000.
final class ObjectTable {
  private static final int SERVER_BASE = 0xff000000;
  private static final int MOST = 65_536; // far above any honest use

  private WaylandProxy[] client = new WaylandProxy[64];
  private WaylandProxy[] server = new WaylandProxy[16];
  private int[] free = new int[64];
  private int freeCount;
  private int next = 1;

  /// The object of an id; `null`: none.
  WaylandProxy get(int id) {
    int index = index(id);
    WaylandProxy[] table = isServer(id) ? server : client;
    return index >= 0 && index < table.length ? table[index] : null;
  }

  /// Takes a free client id.
  int add(WaylandProxy proxy) throws WaylandException {
    int id = freeCount > 0 ? free[--freeCount] : next++;
    if (id >= MOST) {
      throw new WaylandException("too many objects");
    }
    if (id >= client.length) {
      client = Arrays.copyOf(client, client.length * 2);
    }
    client[id] = proxy;
    return id;
  }

  void addServer(WaylandProxy proxy, int id) throws WaylandException {
    int index = index(id);
    if (!isServer(id) || index >= MOST) {
      throw new WaylandException("the compositor made an object with id " + hex(id));
    }
    if (index >= server.length) {
      server = Arrays.copyOf(server, Math.max(server.length * 2, index + 1));
    }
    if (server[index] != null && !server[index].isRetired()) {
      throw new WaylandException("the compositor used id " + hex(id) + " twice");
    }
    server[index] = proxy;
  }

  /// Frees an id; a client's is used again.
  void remove(int id) {
    int index = index(id);
    if (isServer(id)) {
      server[index] = null;
      return;
    }
    client[index] = null;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = id;
  }

  static boolean isServer(int id) {
    return Integer.compareUnsigned(id, SERVER_BASE) >= 0;
  }

  static String hex(int id) {
    return "0x" + Integer.toHexString(id);
  }

  private static int index(int id) {
    return isServer(id) ? id - SERVER_BASE : id;
  }
}
