package io.oriel.transport.gamestream.internal.http;

/// A request that gets an error in its XML; the message is shown to the client's user.
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int statusCode;

  /// @param statusCode of the XML, not of HTTP (GS-H-03)
  BadRequestException(int statusCode, String message) {
    super(message);
    this.statusCode = statusCode;
  }

  /// 400.
  BadRequestException(String message) {
    this(400, message);
  }

  int statusCode() {
    return statusCode;
  }
}
