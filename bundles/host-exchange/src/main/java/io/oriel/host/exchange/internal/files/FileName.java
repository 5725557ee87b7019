package io.oriel.host.exchange.internal.files;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// Makes a name of a file that any file system takes and nobody is deceived by.
final class FileName {
  /// Most bytes of UTF-8: file systems allow 255, and a number may follow.
  static final int MOST_BYTES = 240;

  private static final int MOST_EXTENSION = 32;
  private static final String NONE = "file";

  // Windows takes none of these, whatever their extension.
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private FileName() {}

  /// @param wanted as a page sent it, any text
  /// @return 1 … [#MOST_BYTES] bytes, without separators, control characters and a leading dot
  static String safe(String wanted) {
    var kept = new StringBuilder();
    String whole = Normalizer.normalize(wanted, Normalizer.Form.NFC);
    whole.codePoints().forEach(c -> kept.appendCodePoint(isPlain(c) ? c : '_'));
    String name = strip(kept.toString());
    if (name.startsWith(".") || name.startsWith("-") || name.startsWith("~")) {
      name = "_" + name.substring(1); // hidden, an option, somebody's home
    }
    name = strip(cut(name.isEmpty() ? NONE : name));
    return isDevice(name) ? "_" + name : name;
  }

  /// The same name with a number, when it is taken: `picture (2).png`.
  static String numbered(String name, int number) {
    int dot = dot(name);
    return name.substring(0, dot) + " (" + number + ")" + name.substring(dot);
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      // FORMAT has what turns the direction of writing around: "exe.gpj" shown as "jpg.exe"
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> "/\\<>:\"|?*".indexOf(c) < 0;
    };
  }

  /// Without blanks around it and dots behind it, which Windows drops.
  private static String strip(String name) {
    String stripped = name.strip();
    int end = stripped.length();
    while (end > 0 && (stripped.charAt(end - 1) == '.' || stripped.charAt(end - 1) == ' ')) {
      end--;
    }
    return stripped.substring(0, end);
  }

  private static String cut(String name) {
    if (bytes(name) <= MOST_BYTES) {
      return name;
    }
    String extension = name.substring(dot(name));
    if (bytes(extension) > MOST_EXTENSION) {
      extension = "";
    }
    int room = MOST_BYTES - bytes(extension);
    var start = new StringBuilder();
    int used = 0;
    for (int c : name.substring(0, name.length() - extension.length()).codePoints().toArray()) {
      used += bytes(Character.toString(c));
      if (used > room) {
        break;
      }
      start.appendCodePoint(c);
    }
    return start + extension;
  }

  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    return DEVICES.contains(stem.strip().toLowerCase(Locale.ROOT));
  }

  /// Where the extension begins; the name's length: it has none.
  private static int dot(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? dot : name.length();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
