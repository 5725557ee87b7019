package io.oriel.media.webtransport.internal.wire;

import java.util.ArrayList;
import java.util.List;

/// `wt-available-protocols` and `wt-protocol`: structured fields (RFC 9651), strings in quotes.
public final class ProtocolList {
  private static final int MOST = 16;

  private ProtocolList() {}

  /// Reads a list of strings.
  ///
  /// @return the strings, 16 at most; empty if this is no list of strings
  public static List<String> parse(CharSequence field) {
    var found = new ArrayList<String>();
    int i = 0;
    int end = field.length();
    while (true) {
      i = blanks(field, i);
      if (i == end || field.charAt(i++) != '"') {
        return List.of();
      }
      var text = new StringBuilder();
      while (true) {
        if (i == end) {
          return List.of();
        }
        char c = field.charAt(i++);
        if (c == '"') {
          break;
        }
        if (c == '\\') {
          if (i == end || (c = field.charAt(i++)) != '"' && c != '\\') {
            return List.of();
          }
        } else if (c < ' ' || c > '~') {
          return List.of();
        }
        text.append(c);
      }
      if (found.size() < MOST) {
        found.add(text.toString());
      }
      while (i < end && field.charAt(i) != ',') { // parameters mean nothing here
        i++;
      }
      if (i == end) {
        return List.copyOf(found);
      }
      i++;
    }
  }

  /// One string as a field's value.
  public static String quote(String protocol) {
    return '"' + protocol.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static int blanks(CharSequence field, int from) {
    int i = from;
    while (i < field.length() && (field.charAt(i) == ' ' || field.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }
}
