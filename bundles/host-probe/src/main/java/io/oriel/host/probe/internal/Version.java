package io.oriel.host.probe.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dotted version numbers in what programs print.
final class Version {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)+");

  private Version() {}

  /// The first dotted number of a text, which is where `--version` puts it.
  static Optional<String> in(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /// Whether a dotted number is at least another; missing places count as 0.
  static boolean atLeast(String version, String wanted) {
    String[] have = version.split("\\.");
    String[] want = wanted.split("\\.");
    for (int i = 0; i < Math.max(have.length, want.length); i++) {
      int order = Long.compare(place(have, i), place(want, i));
      if (order != 0) {
        return order > 0;
      }
    }
    return true;
  }

  private static long place(String[] places, int i) {
    return i < places.length && places[i].length() < 10 ? Long.parseLong(places[i]) : 0;
  }
}
