package io.oriel.library.steam.internal;

import java.util.Locale;

/// Reads KeyValues text; depth and number of keys are bounded.
final class VdfReader {
  private static final int DEEPEST = 32;
  private static final int MOST_KEYS = 100_000;

  private final String text;
  private int at;
  private int keys;

  VdfReader(String text) {
    this.text = text;
  }

  Vdf all() {
    if (text.startsWith("\uFEFF")) {
      at = 1; // a byte order mark
    }
    return group(0);
  }

  private Vdf group(int depth) {
    if (depth > DEEPEST) {
      throw wrong("groups are nested too deeply");
    }
    var group = Vdf.empty();
    while (true) {
      skip();
      if (at == text.length()) {
        if (depth > 0) {
          throw wrong("a group is not closed");
        }
        return group;
      }
      if (text.charAt(at) == '}') {
        if (depth == 0) {
          throw wrong("a group is closed that was not opened");
        }
        at++;
        return group;
      }
      put(group, depth);
    }
  }

  private void put(Vdf group, int depth) {
    if (++keys > MOST_KEYS) {
      throw wrong("there are too many keys");
    }
    String key = token().toLowerCase(Locale.ROOT);
    skip();
    if (at == text.length()) {
      throw wrong("the last key has no value");
    }
    if (text.charAt(at) == '{') {
      at++;
      group.groups().putIfAbsent(key, group(depth + 1));
    } else {
      group.texts().putIfAbsent(key, token());
    }
  }

  /// White space, comments and conditions.
  private void skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (text.startsWith("//", at)) {
        at = after('\n');
      } else if (c == '[') {
        at = after(']');
      } else {
        return;
      }
    }
  }

  private int after(char end) {
    int found = text.indexOf(end, at);
    return found < 0 ? text.length() : found + 1;
  }

  private String token() {
    char first = text.charAt(at);
    if (first == '{' || first == '}') {
      throw wrong("a key or value is missing");
    }
    return first == '"' ? quoted() : bare();
  }

  private String bare() {
    int begin = at;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      char c = text.charAt(at);
      if (c == '"' || c == '{' || c == '}') {
        break;
      }
      at++;
    }
    return text.substring(begin, at);
  }

  private String quoted() {
    int begin = at++;
    var token = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return token.toString();
      }
      if (c == '\\' && at < text.length()) {
        char next = text.charAt(at++);
        switch (next) {
          case 'n' -> token.append('\n');
          case 't' -> token.append('\t');
          case '\\', '"' -> token.append(next);
          default -> token.append(c).append(next);
        }
      } else {
        token.append(c);
      }
    }
    at = begin;
    throw wrong("a quote is not closed");
  }

  private IllegalArgumentException wrong(String what) {
    long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    return new IllegalArgumentException(what + " (line " + line + ")");
  }
}
