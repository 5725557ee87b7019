package io.oriel.wire.gamestream.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An RTSP request or answer (GameStream protocol notes §2.3).
///
/// @param start the three parts of the first line: verb, target and version, or version, status and
///     text
/// @param headers in order, names as sent; of equal names the first counts
/// @param body possibly empty
public record RtspMessage(String[] start, Map<String, String> headers, String body) {
  private static final int MAX_HEADERS = 64;
  private static final String CSEQ = "CSeq:";

  /// A request with its usual headers before the others.
  public static RtspMessage request(
      String verb, String target, int cseq, String host, Map<String, String> more, String body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("CSeq", Integer.toString(cseq));
    headers.put("X-GS-ClientVersion", "14");
    headers.put("Host", host);
    headers.putAll(more);
    if (!body.isEmpty()) {
      headers.put("Content-type", "application/sdp");
      headers.put("Content-length", Integer.toString(body.length()));
    }
    return new RtspMessage(new String[] {verb, target, "RTSP/1.0"}, headers, body);
  }

  /// An answer; the text must not be empty (GS-R-05).
  public static RtspMessage answer(
      int status, String text, String cseq, Map<String, String> more, String body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("CSeq", cseq);
    headers.putAll(more);
    return new RtspMessage(
        new String[] {"RTSP/1.0", Integer.toString(status), text}, headers, body);
  }

  /// Reads a whole message, ISO 8859-1.
  ///
  /// @throws RtspException with 400
  public static RtspMessage parse(byte[] bytes) throws RtspException {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      throw bad("the head has no end");
    }
    String[] lines = all.substring(0, end).split("\r\n", -1);
    String[] start = lines[0].split(" ", 3);
    if (start.length != 3 || start[0].isEmpty() || start[1].isEmpty() || start[2].isEmpty()) {
      throw bad("the first line has not three parts");
    }
    if (lines.length > MAX_HEADERS) {
      throw bad("too many headers");
    }
    if (!start[0].startsWith("RTSP/1.") && !start[2].startsWith("RTSP/1.")) {
      throw bad("not RTSP 1");
    }
    var headers = new LinkedHashMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1) {
        throw bad("a header without a name");
      }
      headers.putIfAbsent(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    return new RtspMessage(start, headers, all.substring(end + 4));
  }

  private static RtspException bad(String why) {
    return new RtspException(400, "malformed RTSP message: " + why);
  }

  /// Of a request.
  public String verb() {
    return start[0];
  }

  /// Of a request.
  public String target() {
    return start[1];
  }

  /// Of an answer; 0 if it is not a number.
  public int status() {
    return start[1].matches("[0-9]{3}") ? Integer.parseInt(start[1]) : 0;
  }

  /// A header by its exact name.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The request's number as its answer has to repeat it: up to ten digits, under its name in any
  /// case (RFC 2326 §4.2, §12.17). Empty: missing, or something else than a number.
  public Optional<String> sequence() {
    for (var header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase("CSeq")) {
        return Optional.of(header.getValue()).filter(c -> c.matches("[0-9]{1,10}"));
      }
    }
    return Optional.empty();
  }

  /// The number of a request that may be malformed otherwise, see [#sequence()].
  ///
  /// @param length bytes of it that are there
  public static Optional<String> sequence(byte[] bytes, int length) {
    String all = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    String head =
        end < 0 ? all.substring(0, Math.max(0, all.lastIndexOf("\r\n"))) : all.substring(0, end);
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, CSEQ, 0, CSEQ.length()))
        .map(line -> line.substring(CSEQ.length()).strip())
        .findFirst()
        .filter(number -> number.matches("[0-9]{1,10}"));
  }

  /// The message as sent, without encryption.
  public byte[] bytes() {
    var b = new StringBuilder(256 + body.length());
    b.append(String.join(" ", start)).append("\r\n");
    headers.forEach((name, value) -> b.append(name).append(": ").append(value).append("\r\n"));
    return b.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
