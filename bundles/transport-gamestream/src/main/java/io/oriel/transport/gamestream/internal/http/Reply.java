package io.oriel.transport.gamestream.internal.http;

import java.nio.charset.StandardCharsets;

/// What a request is answered with.
///
/// @param status of HTTP
record Reply(int status, String contentType, byte[] body) {
  static Reply text(int status, String line) {
    return new Reply(
        status, "text/plain; charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static Reply notFound() {
    return text(404, "Not found");
  }
}
