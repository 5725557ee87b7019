package io.oriel.media.webtransport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a client asks for when it opens a session.
///
/// Everything but the peer is the client's word; a page cannot forge its origin, other programs
/// can.
///
/// @param authority host and port as the client names them
/// @param path path and query, begins with `/`
/// @param origin the page's origin; absent outside browsers
/// @param protocols application protocols offered in `wt-available-protocols`, best first
/// @param peer where the request came from
public record ConnectRequest(
    String authority,
    String path,
    Optional<String> origin,
    List<String> protocols,
    InetSocketAddress peer) {
  public ConnectRequest {
    Objects.requireNonNull(authority);
    Objects.requireNonNull(path);
    Objects.requireNonNull(origin);
    protocols = List.copyOf(protocols);
    Objects.requireNonNull(peer);
  }
}
