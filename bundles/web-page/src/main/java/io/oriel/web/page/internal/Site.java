package io.oriel.web.page.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// The page's files, read once. Immutable; any thread.
///
/// The page refers to everything else below a folder that is named after the content of all files
/// (`/~0123456789abcdef/ui/main.js`), so browsers keep those files for good and fetch all of them
/// anew when one changes.
final class Site {
  /// What the page writes where the folder's name belongs.
  static final String FOLDER = "{{folder}}";

  /// A file.
  ///
  /// @param gzipped the same bytes compressed; empty where that does not make them smaller
  /// @param forGood whether this address never means other bytes
  record Entry(String contentType, byte[] bytes, byte[] gzipped, String etag, boolean forGood) {}

  private final Map<String, Entry> entries = new HashMap<>();

  /// @param files by path without leading `/`; `index.html` is the page
  Site(Map<String, byte[]> files) {
    String folder = "~" + digest(new TreeMap<>(files));
    files.forEach(
        (path, bytes) -> {
          byte[] content = path.equals("index.html") ? named(bytes, folder) : bytes;
          entries.put(path, entry(path, content, false));
          entries.put(folder + "/" + path, entry(path, content, true));
        });
    if (!entries.containsKey("index.html")) {
      throw new IllegalArgumentException("no index.html among " + files.keySet());
    }
  }

  /// @param path as called, with or without leading `/`; empty: the page
  Optional<Entry> find(String path) {
    String name = path.startsWith("/") ? path.substring(1) : path;
    return Optional.ofNullable(entries.get(name.isEmpty() ? "index.html" : name));
  }

  private static byte[] named(byte[] page, String folder) {
    return new String(page, StandardCharsets.UTF_8)
        .replace(FOLDER, folder)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Entry entry(String path, byte[] bytes, boolean forGood) {
    byte[] gzipped = gzip(bytes);
    return new Entry(
        contentType(path),
        bytes,
        gzipped.length < bytes.length ? gzipped : new byte[0],
        "\"" + digest(Map.of("", bytes)) + "\"",
        forGood);
  }

  private static String contentType(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "html" -> "text/html;charset=utf-8";
      case "css" -> "text/css;charset=utf-8";
      case "js" -> "text/javascript;charset=utf-8";
      case "json" -> "application/json";
      case "webmanifest" -> "application/manifest+json";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "wasm" -> "application/wasm";
      default -> throw new IllegalArgumentException("what type has " + path + "? Add it to Site");
    };
  }

  private static String digest(Map<String, byte[]> files) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, bytes) -> {
            sha.update(path.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(bytes);
          });
      return HexFormat.of().formatHex(sha.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
