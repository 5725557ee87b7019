package io.oriel.clipboard.wayland.internal;

import java.util.ArrayList;
import java.util.List;

/// The forms in which a program offers what it copied; a program that lists thousands is heard for
/// the first ones.
final class MimeList {
  private static final int MOST = 256;
  private static final int LONGEST = 256;

  private final List<String> all = new ArrayList<>();

  void add(String mimeType) {
    if (mimeType != null && mimeType.length() <= LONGEST && all.size() < MOST) {
      all.add(mimeType);
    }
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
