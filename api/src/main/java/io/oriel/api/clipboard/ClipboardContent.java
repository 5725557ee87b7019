package io.oriel.api.clipboard;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Something on a clipboard.
///
/// @param kind what it is
/// @param bytes 0 … [Kind#mostBytes]; not copied: nobody changes them. Text is UTF-8
public record ClipboardContent(Kind kind, byte[] bytes) {
  /// What clients and desktops exchange.
  public enum Kind {
    /// `text/plain;charset=utf-8`.
    TEXT("text/plain;charset=utf-8", 1 << 20),
    /// `image/png`.
    PNG("image/png", 16 << 20);

    private final String mimeType;
    private final int mostBytes;

    Kind(String mimeType, int mostBytes) {
      this.mimeType = mimeType;
      this.mostBytes = mostBytes;
    }

    public String mimeType() {
      return mimeType;
    }

    /// Longer contents are not passed on.
    public int mostBytes() {
      return mostBytes;
    }
  }

  /// @throws IllegalArgumentException if it is longer than its kind allows
  public ClipboardContent {
    Objects.requireNonNull(kind, "kind");
    if (bytes.length > kind.mostBytes()) {
      throw new IllegalArgumentException(
          kind + " of " + bytes.length + " bytes; at most " + kind.mostBytes());
    }
  }

  /// Text.
  public static ClipboardContent text(String text) {
    return new ClipboardContent(Kind.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Says what and how much, never what it says.
  @Override
  public String toString() {
    return "ClipboardContent[" + kind + ", " + bytes.length + " bytes]";
  }
}
