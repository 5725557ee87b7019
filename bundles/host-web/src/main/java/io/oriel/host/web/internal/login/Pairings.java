package io.oriel.host.web.internal.login;

import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.PairingQueue.Pairing;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.PairingRequest;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Browsers that ask to be paired. The page shows a code; the owner types it at the host, which
/// shows that both mean the same browser. The queue bounds how many wait and how often an address
/// asks or fails. Any thread.
public final class Pairings implements AutoCloseable {
  /// Where a request is, as the page is told.
  public enum State {
    WAITING,
    PAIRED,
    /// The code that was typed is another.
    WRONG,
    DENIED,
    EXPIRED
  }

  private static final Logger LOG = LoggerFactory.getLogger(Pairings.class);
  private static final long REMEMBER_NANOS = Duration.ofMinutes(5).toNanos();
  private static final int MOST = 64;
  private static final int CODES = 10_000;

  private static final class Attempt {
    final Pairing pairing;
    final long began;
    volatile State state = State.WAITING;

    Attempt(Pairing pairing, long began) {
      this.pairing = pairing;
      this.began = began;
    }
  }

  private final PairingQueue queue;
  private final TrustStore trust;
  private final LongSupplier nanoTime;
  // by the client's id; guarded by this object
  private final LinkedHashMap<String, Attempt> attempts = new LinkedHashMap<>();

  public Pairings(PairingQueue queue, TrustStore trust, LongSupplier nanoTime) {
    this.queue = queue;
    this.trust = trust;
    this.nanoTime = nanoTime;
  }

  /// Asks the owner. A browser that asks again begins anew.
  ///
  /// @param name as the browser calls itself; may be empty
  /// @return the code to show
  /// @throws PairingRefusedException too many ask
  public String ask(DeviceKey key, String name, InetAddress from) throws PairingRefusedException {
    String id = key.clientId();
    forget(id);
    var request = new PairingRequest("browser", from, id, name, Instant.now());
    Pairing pairing = queue.ask(request);
    String code = "%04d".formatted(Secrets.number(CODES));
    var attempt = new Attempt(pairing, nanoTime.getAsLong());
    synchronized (this) {
      attempts.values().removeIf(one -> nanoTime.getAsLong() - one.began > REMEMBER_NANOS);
      if (attempts.size() >= MOST) {
        attempts.pollFirstEntry();
      }
      attempts.put(id, attempt);
    }
    pairing.answered().thenAccept(answer -> answered(attempt, key, name, code, answer));
    return code;
  }

  private void answered(
      Attempt attempt, DeviceKey key, String name, String code, PairingAnswer answer) {
    switch (answer) {
      case PairingAnswer.Pin pin -> attempt.state = typed(attempt, key, name, code, pin);
      case PairingAnswer.Denied _ -> attempt.state = State.DENIED;
      default -> attempt.state = State.EXPIRED;
    }
  }

  private State typed(
      Attempt attempt, DeviceKey key, String name, String code, PairingAnswer.Pin pin) {
    String from = attempt.pairing.request().address().getHostAddress();
    boolean right = false;
    try {
      right = MessageDigest.isEqual(ascii(pin.pin()), ascii(code));
      if (right) {
        String shown = !pin.name().isBlank() ? pin.name() : name;
        trust.add(shown.isBlank() ? "Browser at " + from : shown, key.encoded(), Right.usual());
      }
    } catch (RuntimeException e) {
      LOG.error("a browser is not paired", e);
      right = false;
    } finally {
      attempt.pairing.finished(right);
    }
    LOG.info("a browser at {} {}", from, right ? "is paired" : "did not pair: wrong code");
    return right ? State.PAIRED : State.WRONG;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// What became of a browser's request.
  ///
  /// @return empty: it did not ask lately
  public Optional<State> state(String clientId) {
    synchronized (this) {
      return Optional.ofNullable(attempts.get(clientId)).map(attempt -> attempt.state);
    }
  }

  private void forget(String clientId) {
    Attempt before;
    synchronized (this) {
      before = attempts.remove(clientId);
    }
    if (before != null) {
      before.pairing.close();
    }
  }

  /// Withdraws those that wait.
  @Override
  public void close() {
    List<Attempt> all;
    synchronized (this) {
      all = List.copyOf(attempts.values());
      attempts.clear();
    }
    all.forEach(attempt -> attempt.pairing.close());
  }
}
