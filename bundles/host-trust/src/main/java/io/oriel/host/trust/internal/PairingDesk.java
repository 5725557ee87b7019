package io.oriel.host.trust.internal;

import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.PairingRefusedException.Reason;
import io.oriel.api.trust.PairingRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The queue of pairing requests, with the rules GS-P-02 … GS-P-06 of the GameStream protocol notes
/// §1.7. Answers are handed out outside its lock.
final class PairingDesk implements PairingQueue {
  static final Duration WAIT = Duration.ofMinutes(2);
  static final int MOST = 8;

  /// The four steps after the PIN, each within 30 s, are over by then.
  private static final Duration HANDSHAKE = Duration.ofMinutes(2);

  private static final int MOST_ADDRESSES = 4096;

  private final LongSupplier clock;
  private final ScheduledExecutorService timer;
  // by address: requests that wait, and those answered whose handshake is not finished
  private final Map<InetAddress, WaitingPairing> open = new LinkedHashMap<>();
  private final Map<InetAddress, AddressHistory> histories = new HashMap<>();
  private long lastId;

  /// @param clock nanoseconds, like `System.nanoTime()`
  /// @param timer lets requests expire; stays the caller's
  PairingDesk(LongSupplier clock, ScheduledExecutorService timer) {
    this.clock = clock;
    this.timer = timer;
  }

  @Override
  public Pairing ask(PairingRequest request) throws PairingRefusedException {
    expire();
    WaitingPairing pairing;
    synchronized (this) {
      long now = clock.getAsLong();
      long refusedNanos = history(request.address(), now).ask(now);
      if (refusedNanos > 0) {
        throw new PairingRefusedException(
            Reason.TOO_MANY,
            "too many pairing requests from this address; try again in "
                + Math.ceilDiv(refusedNanos, 1_000_000_000L)
                + " s");
      }
      if (open.containsKey(request.address())) {
        throw new PairingRefusedException(
            Reason.IN_PROGRESS, "another pairing request from this address is waiting");
      }
      if (open.size() >= MOST) {
        throw new PairingRefusedException(
            Reason.IN_PROGRESS, MOST + " pairing requests are waiting already");
      }
      lastId++;
      pairing = new WaitingPairing(this, Long.toString(lastId), request, now + WAIT.toNanos());
      open.put(request.address(), pairing);
    }
    timer.schedule(this::expire, WAIT.toMillis() + 1, TimeUnit.MILLISECONDS);
    return pairing;
  }

  @Override
  public synchronized List<Pairing> pending() {
    return open.values().stream().filter(p -> !p.settled()).map(Pairing.class::cast).toList();
  }

  /// Answers what waited too long.
  void expire() {
    List<WaitingPairing> late;
    synchronized (this) {
      long now = clock.getAsLong();
      late = open.values().stream().filter(p -> now - p.deadlineNanos() >= 0).toList();
    }
    for (WaitingPairing pairing : late) {
      pairing.answer(new PairingAnswer.Expired());
      release(pairing);
    }
  }

  /// Withdraws everything.
  void close() {
    List<WaitingPairing> all;
    synchronized (this) {
      all = List.copyOf(open.values());
    }
    all.forEach(WaitingPairing::close);
  }

  /// An answer is about to be given.
  ///
  /// @return `false` when the request has been given one
  synchronized boolean settle(WaitingPairing pairing, PairingAnswer answer) {
    if (open.get(pairing.request().address()) != pairing || pairing.settled()) {
      return false;
    }
    pairing.settle();
    long now = clock.getAsLong();
    if (answer instanceof PairingAnswer.Pin) {
      // the address stays taken during the handshake
      pairing.deadlineNanos(now + HANDSHAKE.toNanos());
      return true;
    }
    if (answer instanceof PairingAnswer.Denied) {
      history(pairing.request().address(), now).failed(now);
    }
    open.remove(pairing.request().address());
    return true;
  }

  synchronized void finished(WaitingPairing pairing, boolean paired) {
    long now = clock.getAsLong();
    AddressHistory history = history(pairing.request().address(), now);
    if (paired) {
      history.succeeded(now);
    } else {
      history.failed(now);
    }
    release(pairing);
  }

  synchronized void release(WaitingPairing pairing) {
    open.remove(pairing.request().address(), pairing);
  }

  private AddressHistory history(InetAddress address, long now) {
    if (histories.size() >= MOST_ADDRESSES && !histories.containsKey(address)) {
      histories.values().removeIf(h -> h.stale(now));
      if (histories.size() >= MOST_ADDRESSES) {
        histories.clear(); // a flood from everywhere: the limit of all requests still holds
      }
    }
    return histories.computeIfAbsent(address, _ -> new AddressHistory());
  }
}
