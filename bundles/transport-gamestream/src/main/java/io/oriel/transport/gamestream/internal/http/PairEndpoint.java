package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.trust.HostIdentity;
import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue.Pairing;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.PairingRequest;
import io.oriel.api.trust.Right;
import io.oriel.transport.gamestream.internal.GameStreamContext;
import io.oriel.transport.gamestream.internal.pairing.HostPairing;
import io.oriel.transport.gamestream.internal.pairing.PairingCertificate;
import io.oriel.transport.gamestream.internal.pairing.PairingException;
import java.net.InetAddress;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/pair` and `/unpair` (GameStream protocol notes §1.6, §1.7). A client is stored after the
/// fourth
/// request and never before; each request comes once and in order, otherwise the attempt ends.
final class PairEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(PairEndpoint.class);
  private static final HexFormat HEX = HexFormat.of();
  private static final long STEP_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int SALT = 16;

  private final GameStreamContext context;
  private final Callers callers;
  private final LongSupplier clock;
  // guarded by this object
  private final Map<InetAddress, PairingAttempt> attempts = new HashMap<>();

  /// @param clock nanoseconds
  PairEndpoint(GameStreamContext context, Callers callers, LongSupplier clock) {
    this.context = context;
    this.callers = callers;
    this.clock = clock;
  }

  /// `/pair`.
  Reply pair(Request request) {
    try {
      if (request.secure()) {
        callers.known(request);
        return paired(true).reply();
      }
      String uniqueId = request.query().required("uniqueid");
      if (request.query().text("phrase").filter("getservercert"::equals).isPresent()) {
        return certificate(request, uniqueId);
      }
      return step(request, uniqueId);
    } catch (BadRequestException e) {
      return Xml.root(e.statusCode(), e.getMessage()).add("paired", 0).reply();
    }
  }

  /// `/unpair`: clients call it after any failure. It ends the caller's own attempt and never
  /// removes a client, since nobody proves anything here (GS-P-01).
  Reply unpair(Request request) {
    request
        .query()
        .text("uniqueid")
        .ifPresent(
            id -> {
              synchronized (this) {
                PairingAttempt attempt = attempts.get(request.remote());
                if (attempt != null && attempt.uniqueId.equals(id)) {
                  abort(request.remote(), attempt);
                }
              }
            });
    return Xml.ok().reply();
  }

  /// Ends attempts whose next request did not come. Called about once a second.
  synchronized void expire() {
    long now = clock.getAsLong();
    for (var entry : List.copyOf(attempts.entrySet())) {
      if (entry.getValue().late(now)) {
        abort(entry.getKey(), entry.getValue());
      }
    }
  }

  /// Ends all attempts.
  synchronized void close() {
    for (var entry : List.copyOf(attempts.entrySet())) {
      abort(entry.getKey(), entry.getValue());
    }
  }

  /// Request 1: waits until the owner has typed the PIN.
  private Reply certificate(Request request, String uniqueId) throws BadRequestException {
    byte[] salt = request.query().hex("salt");
    if (salt.length != SALT) {
      throw new BadRequestException("salt has to be 16 bytes");
    }
    X509Certificate certificate = certificate(request.query().hex("clientcert"));
    if (!context.settings().get().pairing()) {
      throw new BadRequestException(403, "The owner of this host does not accept new devices");
    }
    PairingAttempt attempt;
    try {
      attempt = ask(request, uniqueId, certificate);
    } catch (PairingRefusedException e) {
      if (e.reason() == PairingRefusedException.Reason.IN_PROGRESS) {
        return paired(true).reply(); // without plaincert: "already in progress"
      }
      throw new BadRequestException(503, e.getMessage());
    }
    request.gone().thenRun(() -> attempt.pairing.answer(new PairingAnswer.Withdrawn()));
    PairingAnswer answer = attempt.pairing.answered().toCompletableFuture().join();
    if (answer instanceof PairingAnswer.Pin pin) {
      return begin(request, attempt, salt, pin);
    }
    forget(request.remote(), attempt);
    throw switch (answer) {
      case PairingAnswer.Denied _ ->
          new BadRequestException(403, "The owner of the host refused this device");
      case PairingAnswer.Expired _ ->
          new BadRequestException(408, "Nobody entered the PIN at the host within two minutes");
      default -> new BadRequestException("The pairing was broken off");
    };
  }

  private PairingAttempt ask(Request request, String uniqueId, X509Certificate certificate)
      throws PairingRefusedException {
    String fingerprint = HEX.formatHex(Callers.sha256(der(certificate)));
    String device = request.query().text("devicename").orElse("");
    synchronized (this) {
      Pairing pairing =
          context
              .pairing()
              .ask(
                  new PairingRequest(
                      "gamestream",
                      request.remote(),
                      fingerprint,
                      // the text that every stock client sends names no device
                      device.equals("roth") ? "" : device,
                      Instant.now()));
      var attempt = new PairingAttempt(uniqueId, certificate, pairing);
      attempts.put(request.remote(), attempt);
      return attempt;
    }
  }

  private synchronized Reply begin(
      Request request, PairingAttempt attempt, byte[] salt, PairingAnswer.Pin pin)
      throws BadRequestException {
    if (attempts.get(request.remote()) != attempt) {
      attempt.pairing.finished(false);
      throw new BadRequestException("The pairing was broken off");
    }
    HostIdentity identity = context.trust().identity();
    try {
      attempt.begin(
          new HostPairing(
              identity.certificate(), identity.key(), attempt.certificate, salt, pin.pin()),
          pin.name());
    } catch (PairingException e) {
      throw failed(request.remote(), attempt, e);
    }
    attempt.deadline(clock.getAsLong() + STEP_NANOS);
    return paired(true)
        .add("plaincert", HEX.formatHex(PairingCertificate.pem(identity.certificate())))
        .reply();
  }

  /// Requests 2, 3 and 4.
  private synchronized Reply step(Request request, String uniqueId) throws BadRequestException {
    PairingAttempt attempt = attempts.get(request.remote());
    if (attempt == null || !attempt.uniqueId.equals(uniqueId)) {
      throw new BadRequestException("No pairing is under way");
    }
    if (attempt.steps() == null || attempt.late(clock.getAsLong())) {
      abort(request.remote(), attempt);
      throw new BadRequestException("The pairing request is out of order or too late");
    }
    Query query = request.query();
    try {
      attempt.deadline(clock.getAsLong() + STEP_NANOS);
      if (query.has("clientchallenge")) {
        byte[] response = attempt.steps().challenge(query.hex("clientchallenge"));
        return paired(true).add("challengeresponse", HEX.formatHex(response)).reply();
      }
      if (query.has("serverchallengeresp")) {
        byte[] secret = attempt.steps().response(query.hex("serverchallengeresp"));
        return paired(true).add("pairingsecret", HEX.formatHex(secret)).reply();
      }
      boolean good = attempt.steps().verify(query.hex("clientpairingsecret"));
      return finish(request.remote(), attempt, good);
    } catch (PairingException | BadRequestException e) {
      throw failed(request.remote(), attempt, e);
    }
  }

  private Reply finish(InetAddress remote, PairingAttempt attempt, boolean good) {
    if (!good) {
      LOG.warn("{} did not pair: wrong PIN or certificate", remote.getHostAddress());
      abort(remote, attempt);
      return paired(false).reply();
    }
    String name =
        attempt.name().isBlank() ? "Moonlight at " + remote.getHostAddress() : attempt.name();
    try {
      context.trust().add(name, der(attempt.certificate), Right.usual());
    } catch (RuntimeException e) {
      abort(remote, attempt);
      throw e;
    }
    attempts.remove(remote, attempt);
    attempt.pairing.finished(true);
    LOG.info("{} paired as {}", remote.getHostAddress(), name);
    return paired(true).reply();
  }

  private BadRequestException failed(InetAddress remote, PairingAttempt attempt, Exception cause) {
    abort(remote, attempt);
    return new BadRequestException(cause.getMessage());
  }

  private synchronized void forget(InetAddress remote, PairingAttempt attempt) {
    attempts.remove(remote, attempt);
  }

  private synchronized void abort(InetAddress remote, PairingAttempt attempt) {
    attempts.remove(remote, attempt);
    if (attempt.steps() == null) {
      attempt.pairing.close();
    } else {
      attempt.steps().forget();
      attempt.pairing.finished(false);
    }
  }

  private static X509Certificate certificate(byte[] pem) throws BadRequestException {
    try {
      return PairingCertificate.parse(pem);
    } catch (PairingException e) {
      throw new BadRequestException("clientcert: " + e.getMessage());
    }
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  private static Xml paired(boolean paired) {
    return Xml.ok().add("paired", paired ? 1 : 0);
  }
}
