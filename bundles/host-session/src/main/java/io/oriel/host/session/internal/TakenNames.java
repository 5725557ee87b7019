package io.oriel.host.session.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Names in use of things that outlive their session: a display that waits keeps its sink, and a
/// later session may get the same number. Any thread.
final class TakenNames {
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  /// Takes a name; one that is in use gets a number.
  String take(String wanted) {
    String name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      name = wanted + "-" + number;
    }
    return name;
  }

  void free(String name) {
    taken.remove(name);
  }
}
