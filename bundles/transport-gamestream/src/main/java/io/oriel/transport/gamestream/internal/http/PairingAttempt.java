package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.trust.PairingQueue.Pairing;
import io.oriel.transport.gamestream.internal.pairing.HostPairing;
import java.security.cert.X509Certificate;

/// One client on its way to be paired, bound to its address, `uniqueid` and certificate (GS-P-04).
/// [PairEndpoint] guards it.
final class PairingAttempt {
  final String uniqueId;
  final X509Certificate certificate;
  final Pairing pairing;
  private HostPairing steps;
  private String name = "";
  private long deadlineNanos;

  PairingAttempt(String uniqueId, X509Certificate certificate, Pairing pairing) {
    this.uniqueId = uniqueId;
    this.certificate = certificate;
    this.pairing = pairing;
  }

  /// The PIN is there.
  void begin(HostPairing handshake, String clientName) {
    steps = handshake;
    name = clientName;
  }

  /// `null` while the PIN is awaited.
  HostPairing steps() {
    return steps;
  }

  String name() {
    return name;
  }

  void deadline(long nanos) {
    deadlineNanos = nanos;
  }

  boolean late(long now) {
    return steps != null && now - deadlineNanos >= 0;
  }
}
