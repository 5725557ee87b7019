package io.oriel.media.webtransport;

/// Bounds of what clients may use.
///
/// @param sessions open sessions of the server
/// @param halfOpen connections without a session; more are not answered until one of these is done
/// @param halfOpenPerAddress the same for one client address
/// @param clientStreams streams of either kind that a client may have open
/// @param receiveBytes unread bytes of all streams of a client
/// @param unsentBytes of one [ClientStream]
/// @param unfinishedStreams of one session, see [WebTransportSession#createUni]
/// @param unfinishedBytes of them
/// @param datagramQueue datagrams that wait in each direction
public record Limits(
    int sessions,
    int halfOpen,
    int halfOpenPerAddress,
    int clientStreams,
    int receiveBytes,
    int unsentBytes,
    int unfinishedStreams,
    int unfinishedBytes,
    int datagramQueue) {
  /// For a host with a few viewers.
  public static final Limits DEFAULT =
      new Limits(32, 64, 16, 16, 1 << 20, 1 << 20, 64, 16 << 20, 32);

  public Limits {
    if (sessions < 1
        || halfOpen < 1
        || halfOpenPerAddress < 1
        || clientStreams < 4 // three of HTTP/3's own and the session's
        || receiveBytes < 1 << 16
        || unsentBytes < 1 << 10
        || unfinishedStreams < 1
        || unfinishedBytes < 1 << 16
        || datagramQueue < 1) {
      throw new IllegalArgumentException("too low: " + this);
    }
  }
}
