package io.oriel.library.steam.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A group of Valve's KeyValues text format ("VDF"): keys with a text or with another group. Keys
/// are compared without case, as Steam does.
///
/// ```
/// "AppState" { "appid" "570"  "name" "Dota 2"  "UserConfig" { "language" "english" } }
/// ```
///
/// Source: the description of KeyValues in the Valve Developer Community wiki; `\\`, `\"`, `\n` and
/// `\t` are escapes, `//` begins a comment, a condition in brackets after a value is passed over.
record Vdf(Map<String, String> texts, Map<String, Vdf> groups) {
  private static final int MOST_BYTES = 4 << 20;

  /// @throws IOException it cannot be read, is larger than 4 MiB or is no such text
  static Vdf read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(file + " is larger than 4 MiB");
      }
      return parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /// The group around everything.
  ///
  /// @throws IllegalArgumentException it is none; the message says where
  static Vdf parse(String text) {
    return new VdfReader(text).all();
  }

  static Vdf empty() {
    return new Vdf(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key.toLowerCase(Locale.ROOT)));
  }

  /// A group; an empty one if there is none of that name.
  Vdf group(String key) {
    return groups.getOrDefault(key.toLowerCase(Locale.ROOT), empty());
  }
}
