package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.TrustStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Who a request over HTTPS comes from: exactly the certificate it showed decides (GS-T-03).
final class Callers {
  private final TrustStore trust;

  Callers(TrustStore trust) {
    this.trust = trust;
  }

  /// @throws BadRequestException with 401, on which clients fall back to HTTP
  Client known(Request request) throws BadRequestException {
    if (request.secure() && request.certificate().isPresent()) {
      var client = trust.byKey(sha256(request.certificate().get()));
      if (client.isPresent()) {
        return client.get();
      }
    }
    throw new BadRequestException(401, "This device is not paired with this host");
  }

  static byte[] sha256(byte[] der) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(der);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
