package io.oriel.transport.gamestream.internal.launch;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord.State;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The launches that have not reached their control connection (GameStream protocol notes §1.9,
/// §7).
/// Any thread; sessions are ended outside the lock.
public final class Launches {
  /// How long a client may take from the answer to PLAY.
  public static final Duration TO_PLAY = Duration.ofSeconds(30);

  /// How long it may take from PLAY to the control connection.
  public static final Duration TO_CONTROL = Duration.ofSeconds(15);

  private final LongSupplier clock;
  private final SecureRandom random = new SecureRandom();
  private final SeenKeys seen = new SeenKeys();
  private final List<LaunchRecord> records = new ArrayList<>();

  /// @param clock nanoseconds, like `System.nanoTime()`
  public Launches(LongSupplier clock) {
    this.clock = clock;
  }

  /// Records a launch whose session is yet to be prepared. Follow with [#ready] or [#abandon].
  ///
  /// @throws LaunchRefusedException for a key used before (GS-L-04), or a second launch without
  /// RTSP
  ///     encryption from one address (GS-L-06)
  public synchronized LaunchRecord open(LaunchTerms terms) throws LaunchRefusedException {
    if (!terms.encryptedRtsp()
        && records.stream()
            .anyMatch(r -> !r.encryptedRtsp() && r.remote().equals(terms.remote()))) {
      throw new LaunchRefusedException(
          503,
          "Another launch without RTSP encryption from this address is under way; try again in "
              + TO_PLAY.plus(TO_CONTROL).toSeconds()
              + " seconds");
    }
    if (!seen.add(terms.key())) {
      throw new LaunchRefusedException(400, "This rikey was used before; make a new one");
    }
    var record = new LaunchRecord(terms, newPayload(), newConnectId(), clock.getAsLong());
    records.add(record);
    return record;
  }

  /// The session is prepared: from now on RTSP finds the record, for [#TO_PLAY].
  public void ready(LaunchRecord record, Session session) {
    synchronized (this) {
      record.prepared(session);
      if (record.state() == State.PREPARING) {
        advance(record, State.LAUNCHED, TO_PLAY);
      }
    }
    if (record.state() == State.ENDED) {
      session.end(EndReason.REVOKED);
    }
    session.ended().whenComplete((_, _) -> forget(record));
  }

  /// The session could not be prepared.
  public void abandon(LaunchRecord record) {
    forget(record);
  }

  /// The pending launches of an address, newest first: RTSP tries their keys (GS-R-04).
  public synchronized List<LaunchRecord> candidates(InetAddress remote) {
    return records.reversed().stream()
        .filter(r -> r.pending() && r.remote().equals(remote))
        .toList();
  }

  /// The pending launch with this connect id.
  public synchronized Optional<LaunchRecord> byConnectId(int connectId) {
    return records.stream().filter(r -> r.pending() && r.connectId() == connectId).findFirst();
  }

  /// PLAY was answered: the control connection may take [#TO_CONTROL].
  ///
  /// @return `false` when the record is not pending any more
  public synchronized boolean played(LaunchRecord record) {
    if (!record.pending()) {
      return false;
    }
    advance(record, State.WAITING, TO_CONTROL);
    return true;
  }

  /// The control connection is up. Exactly one caller gets `true` and owns the session from then
  /// on.
  ///
  /// @return `false` when the record was used already, expired or ended
  public synchronized boolean consume(LaunchRecord record) {
    if (!record.pending()) {
      return false;
    }
    record.state(State.CONNECTED);
    records.remove(record);
    return true;
  }

  /// Ends the launches whose time is over, with [EndReason#NOT_STARTED]. Called about once a
  /// second.
  public void expire() {
    long now = clock.getAsLong();
    end(r -> r.pending() && now - r.deadlineNanos() >= 0, EndReason.NOT_STARTED);
  }

  /// Ends a client's pending launches, those being prepared included.
  public void revoke(String clientId, EndReason reason) {
    end(r -> r.client().id().equals(clientId), reason);
  }

  /// Ends all pending launches.
  public void close(EndReason reason) {
    end(_ -> true, reason);
  }

  private void end(Predicate<LaunchRecord> which, EndReason reason) {
    List<LaunchRecord> ending;
    synchronized (this) {
      ending = records.stream().filter(which).toList();
      ending.forEach(r -> r.state(State.ENDED));
      records.removeAll(ending);
    }
    for (LaunchRecord record : ending) {
      if (record.hasSession()) {
        record.session().end(reason);
      }
    }
  }

  private synchronized void forget(LaunchRecord record) {
    records.remove(record);
    record.state(State.ENDED);
  }

  private void advance(LaunchRecord record, State next, Duration within) {
    record.deadlineNanos(clock.getAsLong() + within.toNanos());
    record.state(next);
  }

  private String newPayload() {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private int newConnectId() {
    while (true) {
      int id = random.nextInt();
      if (id != 0 && records.stream().noneMatch(r -> r.connectId() == id)) {
        return id;
      }
    }
  }
}
