package io.oriel.transport.gamestream.internal.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A GET request that arrived.
///
/// @param path decoded, with the leading slash
/// @param query its parameters
/// @param secure it came over HTTPS
/// @param remote who sent it
/// @param local the host's address on which it arrived
/// @param certificate the client certificate in DER, shown in the TLS handshake; not checked
/// @param gone completes when the connection closed
record Request(
    String path,
    Query query,
    boolean secure,
    InetAddress remote,
    InetAddress local,
    Optional<byte[]> certificate,
    CompletionStage<Void> gone) {
  /// Without the query, which carries secrets.
  @Override
  public String toString() {
    return (secure ? "https " : "http ") + path + " from " + remote.getHostAddress();
  }
}
