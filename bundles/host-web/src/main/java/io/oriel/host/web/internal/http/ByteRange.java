package io.oriel.host.web.internal.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a file (RFC 9110 §14.1.2): one range of bytes. Several at once are answered with the
/// whole, as a server may.
///
/// @param first inclusive
/// @param last inclusive; smaller than `first`: there is no such part
record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /// @param header of the request, or `null`
  /// @return empty: the whole
  static Optional<ByteRange> parse(String header, long size) {
    Matcher matcher = ONE.matcher(header == null ? "" : header.strip());
    if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (matcher.group(1).isEmpty()) {
      long tail = Long.parseLong(matcher.group(2));
      return Optional.of(
          tail == 0 ? new ByteRange(size, -1) : new ByteRange(Math.max(0, size - tail), size - 1));
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
    if (last < first && !matcher.group(2).isEmpty()) {
      return Optional.empty(); // invalid: ignored
    }
    return Optional.of(new ByteRange(first, Math.min(last, size - 1)));
  }

  boolean satisfiable() {
    return first <= last;
  }

  long length() {
    return last - first + 1;
  }
}
