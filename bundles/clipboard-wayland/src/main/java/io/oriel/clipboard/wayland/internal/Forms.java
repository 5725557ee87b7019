package io.oriel.clipboard.wayland.internal;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardContent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the two kinds of contents are called among programs.
final class Forms {
  /// A form in which a program offers contents.
  record Form(Kind kind, String mimeType) {}

  /// By this password managers ask that nobody keeps what they copy (KDE, KeePassXC). Its content
  /// is `secret`; nothing else was ever seen, so that its presence is enough.
  private static final String SECRET = "x-kde-passwordManagerHint";

  private static final String PNG = Kind.PNG.mimeType();

  /// Best first; those in capitals are X11's (ICCCM §2.6.2).
  private static final List<String> TEXT =
      List.of("text/plain;charset=utf-8", "UTF8_STRING", "text/plain", "TEXT", "STRING");

  private static final byte[] PNG_SIGNATURE = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'
  }; // PNG specification §5.2

  private Forms() {}

  /// The form to take of a program's offer.
  ///
  /// @return empty: none of use, or a secret
  static Optional<Form> best(List<String> offered) {
    if (offered.contains(SECRET)) {
      return Optional.empty();
    }
    if (offered.contains(PNG)) {
      return Optional.of(new Form(Kind.PNG, PNG));
    }
    for (String wanted : TEXT) {
      for (String form : offered) {
        if (form.equalsIgnoreCase(wanted)) {
          return Optional.of(new Form(Kind.TEXT, form));
        }
      }
    }
    return Optional.empty();
  }

  /// The forms in which contents are offered to programs.
  ///
  /// @param mark says that it came from here
  static List<String> of(Kind kind, String mark) {
    var forms = new ArrayList<>(kind == Kind.PNG ? List.of(PNG) : TEXT);
    forms.add(mark);
    return forms;
  }

  /// What a program handed over.
  ///
  /// @return empty: it is not what the program said it was, or nothing, as from one that ended
  ///     before it wrote
  static Optional<ClipboardContent> content(Form form, byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.empty();
    }
    if (form.kind() == Kind.PNG) {
      return Arrays.mismatch(PNG_SIGNATURE, bytes) == PNG_SIGNATURE.length
          ? Optional.of(new ClipboardContent(Kind.PNG, bytes))
          : Optional.empty();
    }
    // What is not UTF-8 becomes replacement characters, three bytes for one.
    byte[] text = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    return text.length <= Kind.TEXT.mostBytes()
        ? Optional.of(new ClipboardContent(Kind.TEXT, text))
        : Optional.empty();
  }
}
