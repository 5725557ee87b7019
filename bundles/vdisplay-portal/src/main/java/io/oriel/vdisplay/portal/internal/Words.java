package io.oriel.vdisplay.portal.internal;

import java.util.ArrayList;
import java.util.List;

/// The portal's bits in words, for facts.
enum Words {
  SOURCES("monitor", "window", "virtual"),
  CURSORS("hidden", "embedded", "metadata"),
  DEVICES("keyboard", "pointer", "touch");

  private final List<String> names;

  Words(String... names) {
    this.names = List.of(names);
  }

  /// Names of the bits that are set, with commas between; empty for none that is known.
  String text(int bits) {
    var set = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      if ((bits & 1 << i) != 0) {
        set.add(names.get(i));
      }
    }
    return String.join(",", set);
  }

  int bits(String text) {
    int bits = 0;
    for (String name : text.split(",")) {
      int index = names.indexOf(name);
      bits |= index < 0 ? 0 : 1 << index;
    }
    return bits;
  }
}
