package io.oriel.console.shell.internal;

import java.io.IOException;
import java.io.Reader;

/// Reads lines that cannot fill the memory: what is longer than the limit is read to its end and
/// thrown away. One thread.
final class ShellLines {
  private final Reader in;
  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private boolean tooLong;

  /// @param longest most characters of a line, its end not counted
  ShellLines(Reader in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /// The next line without its end, `\n` or `\r\n`; `null`: there is none. Of a line that is too
  /// long, its beginning.
  String next() throws IOException {
    line.setLength(0);
    tooLong = false;
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (line.length() < longest) {
        line.append((char) c);
      } else if (c != '\r') {
        tooLong = true;
      }
      c = in.read();
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return line.toString();
  }

  /// Whether the line before was longer than allowed.
  boolean tooLong() {
    return tooLong;
  }
}
