package io.oriel.api.web;

import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/// An answer of the web server.
///
/// @param status 100 … 599
/// @param headers besides those the server adds itself: length, date and those of security
/// @param content what follows
public record WebReply(int status, Map<String, String> headers, Content content) {
  /// The body.
  public sealed interface Content {
    /// Bytes in memory; not copied: nobody changes them.
    record Bytes(byte[] bytes) implements Content {}

    /// A regular file, sent from the disk; the server answers ranges of it.
    ///
    /// @param file open for reading: what is sent is what the endpoint has looked at, whatever
    ///     becomes of its name. The server closes it
    record File(FileChannel file) implements Content {}
  }

  public WebReply {
    headers = Map.copyOf(headers);
    Objects.requireNonNull(content, "content");
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("status " + status);
    }
  }

  /// Bytes of a type.
  public static WebReply of(int status, String contentType, byte[] bytes) {
    return new WebReply(status, Map.of("content-type", contentType), new Content.Bytes(bytes));
  }

  /// JSON.
  public static WebReply json(int status, String json) {
    return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /// A sentence for people.
  public static WebReply text(int status, String text) {
    return of(status, "text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// Nothing but a status.
  public static WebReply empty(int status) {
    return new WebReply(status, Map.of(), new Content.Bytes(new byte[0]));
  }
}
