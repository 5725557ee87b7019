package io.oriel.transport.gamestream.internal.http;

/// Answers the requests of one path. Called on a virtual thread per request; may block.
@FunctionalInterface
interface Endpoint {
  /// @throws BadRequestException when the request cannot be understood or is refused
  Reply answer(Request request) throws BadRequestException;
}
