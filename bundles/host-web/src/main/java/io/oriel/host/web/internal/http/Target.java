package io.oriel.host.web.internal.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What a request asks for, decoded and safe to use: no `.` and `..` segments, no empty ones but
/// the last, no control characters, no encoded slashes, valid UTF-8.
///
/// @param path begins with `/`
/// @param query the first value of each name
public record Target(String path, Map<String, String> query) {
  private static final int MOST_PARAMETERS = 64;

  public Target {
    query = Map.copyOf(query);
  }

  /// Reads the target of a request line (RFC 9112 §3.2.1, origin form only).
  ///
  /// @throws Refusal with 400
  static Target parse(String uri) throws Refusal {
    if (!uri.startsWith("/") || uri.indexOf('#') >= 0) {
      throw bad();
    }
    int question = uri.indexOf('?');
    String raw = question < 0 ? uri : uri.substring(0, question);
    return new Target(path(raw), question < 0 ? Map.of() : query(uri.substring(question + 1)));
  }

  private static String path(String raw) throws Refusal {
    if (raw.toLowerCase(java.util.Locale.ROOT).contains("%2f")) {
      throw bad(); // a segment would become two
    }
    String path = decoded(raw.replace("+", "%2B"));
    String[] segments = path.split("/", -1);
    for (int i = 1; i < segments.length; i++) {
      String segment = segments[i];
      boolean empty = segment.isEmpty() && i < segments.length - 1;
      if (empty || segment.equals(".") || segment.equals("..")) {
        throw bad();
      }
    }
    return path;
  }

  private static Map<String, String> query(String raw) throws Refusal {
    Map<String, String> found = new HashMap<>();
    int count = 0;
    for (String pair : raw.split("&")) {
      count++;
      if (count > MOST_PARAMETERS) {
        throw bad();
      }
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        found.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return found;
  }

  private static String decoded(String text) throws Refusal {
    String latin;
    try {
      // bytes first, since the JDK's decoder puts U+FFFD where they are no UTF-8
      latin = URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException _) {
      throw bad();
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7e || text.charAt(i) <= ' ') {
        throw bad();
      }
    }
    String decoded;
    try {
      decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)))
              .toString();
    } catch (CharacterCodingException _) {
      throw bad();
    }
    if (decoded.codePoints().anyMatch(Character::isISOControl)) {
      throw bad();
    }
    return decoded;
  }

  private static Refusal bad() {
    return new Refusal(400, "target", "the address of this request cannot be understood");
  }
}
