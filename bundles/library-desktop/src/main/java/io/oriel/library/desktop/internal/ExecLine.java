package io.oriel.library.desktop.internal;

import java.util.ArrayList;
import java.util.List;

/// The key `Exec` of a desktop file, after the escapes of strings were undone (Desktop Entry
/// Specification 1.5, §7).
///
/// More is taken than the specification allows, as menus do: single quotes, a backslash outside
/// quotes (Wine writes paths so), codes inside quotes.
final class ExecLine {
  private final String line;
  private final String name;
  private final String icon;
  private final String file;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private ExecLine(String line, String name, String icon, String file) {
    this.line = line;
    this.name = name;
    this.icon = icon;
    this.file = file;
  }

  /// Program and arguments, without files or addresses to open.
  ///
  /// @param name for `%c`
  /// @param icon for `%i`; may be empty
  /// @param file for `%k`
  /// @throws IllegalArgumentException it breaks the rules; the message says which
  static List<String> words(String line, String name, String icon, String file) {
    return new ExecLine(line, name, icon, file).parse();
  }

  private List<String> parse() {
    char quote = 0;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      boolean last = at + 1 == line.length();
      if (c == '%') {
        if (last) {
          throw new IllegalArgumentException("Exec ends with %");
        }
        code(line.charAt(++at));
      } else if (c == '\\' && quote != '\'' && !last && escapes(quote, line.charAt(at + 1))) {
        text(line.substring(at + 1, at + 2));
        at++;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        inWord = true;
      } else if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
        end();
      } else {
        text(line.substring(at, at + 1));
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote in Exec is not closed");
    }
    end();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("Exec is empty");
    }
    return List.copyOf(words);
  }

  private static boolean escapes(char quote, char next) {
    return quote == 0 || "\"`$\\".indexOf(next) >= 0;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void code(char code) {
    switch (code) {
      case '%' -> text("%");
      case 'c' -> text(name);
      case 'k' -> text(file);
      case 'i' -> {
        if (!icon.isEmpty()) {
          end();
          words.add("--icon");
          words.add(icon);
        }
      }
      // what to open, of which there is nothing, and codes of the past
      case 'f', 'F', 'u', 'U', 'd', 'D', 'n', 'N', 'v', 'm' -> {}
      default -> throw new IllegalArgumentException("Exec has the unknown code %" + code);
    }
  }

  private void text(String text) {
    word.append(text);
    inWord = true;
  }
}
