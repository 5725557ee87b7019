package io.oriel.media.webrtc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// How a [WebRtcServer] is opened.
///
/// @param local where to bind; port 0: any
/// @param advertised addresses that pages are told; empty: those of this machine
/// @param advertisedPort port that pages are told; 0: the one that is bound
/// @param mostPeers at once, 1 … 1000
/// @param connectTime in which a page has to come after its offer
/// @param consentTime without a check of the page, after which it is taken for gone (RFC 7675 §5.1:
///     30 s)
public record WebRtcSettings(
    InetSocketAddress local,
    List<InetAddress> advertised,
    int advertisedPort,
    int mostPeers,
    Duration connectTime,
    Duration consentTime) {
  public WebRtcSettings {
    Objects.requireNonNull(local, "local");
    advertised = List.copyOf(advertised);
    if (advertisedPort < 0 || advertisedPort > 65_535) {
      throw new IllegalArgumentException("port " + advertisedPort);
    }
    if (mostPeers < 1 || mostPeers > 1000) {
      throw new IllegalArgumentException(mostPeers + " peers, not 1 … 1000");
    }
    if (connectTime.isNegative() || consentTime.isNegative()) {
      throw new IllegalArgumentException("negative time");
    }
  }

  /// All addresses of this machine, 64 peers, 15 s to come and 30 s of consent.
  public WebRtcSettings(InetSocketAddress local) {
    this(local, List.of(), 0, 64, Duration.ofSeconds(15), Duration.ofSeconds(30));
  }
}
