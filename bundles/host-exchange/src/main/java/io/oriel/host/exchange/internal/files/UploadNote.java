package io.oriel.host.exchange.internal.files;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an unfinished upload is, as it lies beside its bytes: so that it goes on after the host was
/// started anew. Programs of the desktop may have changed it.
///
/// @param client id of whom it is from
/// @param wanted name as the page sent it
/// @param size bytes in the end
/// @param sha256 lower-case hex; `null`: not told yet
/// @param since milliseconds since 1970
record UploadNote(String client, String wanted, long size, String sha256, long since) {
  /// Longest note, in bytes.
  static final int MOST_BYTES = 16 << 10;

  /// Longest name that a page may send, in characters.
  static final int MOST_NAME = 1024;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Gson GSON = new Gson();

  /// Whether this is a SHA-256 as pages write it.
  static boolean isHash(String text) {
    return text != null && HASH.matcher(text).matches();
  }

  /// Reads one.
  ///
  /// @return empty: it is none
  static Optional<UploadNote> parse(String json) {
    try {
      var note = GSON.fromJson(json, UploadNote.class);
      boolean whole =
          note != null
              && note.client != null
              && note.wanted != null
              && note.wanted.length() <= MOST_NAME
              && note.size >= 0
              && (note.sha256 == null || isHash(note.sha256));
      return whole ? Optional.of(note) : Optional.empty();
    } catch (JsonSyntaxException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  String json() {
    return GSON.toJson(this);
  }

  /// Whether a page that asks for this means the same upload.
  boolean same(UploadNote asked) {
    return client.equals(asked.client)
        && wanted.equals(asked.wanted)
        && size == asked.size
        && Objects.equals(sha256, asked.sha256);
  }
}
