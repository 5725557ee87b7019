package io.oriel.client.gamestream.internal.rtsp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// One RTSP answer, read the strict way a stock client reads it (GameStream protocol notes §2.3).
record RtspAnswer(int status, String reason, Map<String, String> headers, String body) {

  static RtspAnswer parse(String text) throws IOException {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("an RTSP answer has no end of its headers");
    }
    String[] lines = text.substring(0, end).split("\r\n");
    String[] first = lines[0].split(" ", 3);
    if (first.length < 3 || !first[0].startsWith("RTSP/1.") || first[2].isEmpty()) {
      throw new IOException("not an RTSP status line: " + lines[0]);
    }
    if (lines.length < 2) {
      throw new IOException("an RTSP answer needs at least one header");
    }
    var headers = new HashMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(": ");
      if (colon <= 0 || colon + 2 >= lines[i].length()) {
        throw new IOException("not an RTSP header: " + lines[i]);
      }
      headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 2));
    }
    return new RtspAnswer(
        Integer.parseInt(first[1]), first[2], Map.copyOf(headers), text.substring(end + 4));
  }
}
