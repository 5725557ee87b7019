package io.oriel.transport.gamestream.internal.launch;

import io.oriel.api.session.Session;
import io.oriel.api.trust.Client;
import java.net.InetAddress;
import java.util.Objects;

/// What ties a client's `/launch` to the connections that follow it: RTSP finds it by remote
/// address and key, the control stream by its connect id, the media ports by its ping payload
/// (GameStream protocol notes §1.9). Any thread; [Launches] alone changes its state.
public final class LaunchRecord {
  /// Where a launch is (§7).
  public enum State {
    /// The session is being prepared; not found by anybody yet.
    PREPARING,
    /// The client was answered and may connect by RTSP.
    LAUNCHED,
    /// PLAY was answered; the control connection is awaited.
    WAITING,
    /// The control connection is up: the record is used up, the stream owns the session.
    CONNECTED,
    /// Expired, abandoned, or its session ended.
    ENDED
  }

  private final LaunchTerms terms;
  private final String pingPayload;
  private final int connectId;
  private final long createdNanos;
  private volatile State state = State.PREPARING;
  private volatile Session session;
  // guarded by Launches
  private long deadlineNanos;

  LaunchRecord(LaunchTerms terms, String pingPayload, int connectId, long nowNanos) {
    this.terms = terms;
    this.pingPayload = pingPayload;
    this.connectId = connectId;
    this.createdNanos = nowNanos;
  }

  /// What the client asked for, without the key's bytes on its `toString`.
  public LaunchTerms terms() {
    return terms;
  }

  public Client client() {
    return terms.client();
  }

  /// A copy of the AES-128 key of this connection, 16 bytes.
  public byte[] key() {
    return terms.key().clone();
  }

  /// `rikeyid`, signed; its big-endian bytes start the 16-byte "rikey IV".
  public int keyId() {
    return terms.keyId();
  }

  /// Exactly 16 printable characters, `X-SS-Ping-Payload`.
  public String pingPayload() {
    return pingPayload;
  }

  /// Random, not zero; unsigned decimal in `X-SS-Connect-Data` and then the ENet connect data.
  public int connectId() {
    return connectId;
  }

  /// Whether its RTSP messages are sealed with the key.
  public boolean encryptedRtsp() {
    return terms.encryptedRtsp();
  }

  public InetAddress remote() {
    return terms.remote();
  }

  /// The prepared session.
  ///
  /// @throws IllegalStateException while it is being prepared
  public Session session() {
    Session prepared = session;
    if (prepared == null) {
      throw new IllegalStateException("the session is not prepared yet");
    }
    return prepared;
  }

  /// Creation, on `System.nanoTime()`'s clock.
  public long createdNanos() {
    return createdNanos;
  }

  public State state() {
    return state;
  }

  /// Whether RTSP and the control connection may still use it.
  public boolean pending() {
    State now = state;
    return now == State.LAUNCHED || now == State.WAITING;
  }

  void prepared(Session ready) {
    session = Objects.requireNonNull(ready, "session");
  }

  void state(State next) {
    state = next;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  void deadlineNanos(long nanos) {
    deadlineNanos = nanos;
  }

  boolean hasSession() {
    return session != null;
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "LaunchRecord[" + terms + ", " + state + "]";
  }
}
