package io.oriel.lib.programs;

import java.util.ArrayList;
import java.util.List;

/// Words of a command as a person writes them: spaces separate, quotes and backslashes as in a
/// shell (POSIX Shell Command Language §2.2), and nothing else of a shell: no variables, patterns,
/// pipes.
public final class CommandLine {
  private CommandLine() {}

  /// The words of one command.
  ///
  /// @throws IllegalArgumentException a quote is not closed; the message says which
  public static List<String> words(String command) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int at = 0; at < command.length(); at++) {
      char c = command.charAt(at);
      if (quote == '\'' && c != '\'') {
        word.append(c);
      } else if (c == '\\' && at + 1 < command.length()) {
        char next = command.charAt(++at);
        if (quote == '"' && "$`\"\\".indexOf(next) < 0) {
          word.append(c);
        }
        word.append(next);
        inWord = true;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote " + quote + " is not closed");
    }
    if (inWord) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }
}
