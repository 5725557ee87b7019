package io.oriel.media.webtransport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// How a [WebTransportServer] works.
///
/// @param addresses where it listens, UDP; port 0 takes any
/// @param certificate shown to clients
/// @param handshakeTimeout a connection has a session by then, or ends
/// @param idleTimeout a session ends when nothing came from its client for so long; clients are
///     pinged often enough to prevent that
/// @param statsInterval how often [WebTransportSession#stats()] is renewed
/// @param udpPayload UDP payload of packets sent, 1200 … 1452; 1200 passes everywhere
/// @param congestion of all connections
/// @param limits what clients may use
public record WebTransportConfig(
    List<InetSocketAddress> addresses,
    RotatingCertificate certificate,
    Duration handshakeTimeout,
    Duration idleTimeout,
    Duration statsInterval,
    int udpPayload,
    Congestion congestion,
    Limits limits) {
  public WebTransportConfig {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a server needs an address to listen on");
    }
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(congestion);
    Objects.requireNonNull(limits);
    if (handshakeTimeout.toMillis() < 1
        || idleTimeout.toMillis() < 1
        || statsInterval.toMillis() < 1) {
      throw new IllegalArgumentException("times are positive, at least a millisecond");
    }
    if (udpPayload < 1200 || udpPayload > 1452) {
      throw new IllegalArgumentException("UDP payload is 1200 to 1452 bytes, not " + udpPayload);
    }
  }

  /// With usual times and limits.
  public static WebTransportConfig of(
      List<InetSocketAddress> addresses, RotatingCertificate certificate) {
    return new WebTransportConfig(
        addresses,
        certificate,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofMillis(50),
        1200,
        Congestion.BBR,
        Limits.DEFAULT);
  }

  /// The same with other limits.
  public WebTransportConfig with(Limits others) {
    return new WebTransportConfig(
        addresses,
        certificate,
        handshakeTimeout,
        idleTimeout,
        statsInterval,
        udpPayload,
        congestion,
        others);
  }

  /// The same with other times.
  public WebTransportConfig withTimeouts(Duration handshake, Duration idle) {
    return new WebTransportConfig(
        addresses, certificate, handshake, idle, statsInterval, udpPayload, congestion, limits);
  }

  /// The same with packets of another size.
  public WebTransportConfig withUdpPayload(int bytes) {
    return new WebTransportConfig(
        addresses,
        certificate,
        handshakeTimeout,
        idleTimeout,
        statsInterval,
        bytes,
        congestion,
        limits);
  }

  /// The same with another congestion control.
  public WebTransportConfig with(Congestion other) {
    return new WebTransportConfig(
        addresses,
        certificate,
        handshakeTimeout,
        idleTimeout,
        statsInterval,
        udpPayload,
        other,
        limits);
  }
}
