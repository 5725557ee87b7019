package io.oriel.api.trust;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Objects;

/// Somebody asks to be paired.
///
/// @param protocol of the transport, for example `gamestream`
/// @param address where the request came from
/// @param fingerprint SHA-256 of the client's certificate, lower-case hex
/// @param deviceName as the client tells it, unverified; may be empty
/// @param asked when it arrived
public record PairingRequest(
    String protocol, InetAddress address, String fingerprint, String deviceName, Instant asked) {
  public PairingRequest {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(deviceName, "deviceName");
    Objects.requireNonNull(asked, "asked");
  }
}
