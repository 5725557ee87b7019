package io.oriel.media.core;

import io.oriel.api.session.Figures.Distribution;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long the stages of a link take, as distributions and as flight recorder events
/// (`io.oriel.Fec`, `Seal` and `Send`). One transmit thread tells what it does, in this order: each
/// beginning, then its end, or nothing when the work came to nothing. Any thread reads.
///
/// Allocates nothing per frame. Durations are nanoseconds.
public final class LinkStages {
  private final PacketEvents events;
  private final DurationRecorder packetize = new DurationRecorder();
  private final DurationRecorder fec = new DurationRecorder();
  private final DurationRecorder seal = new DurationRecorder();
  private final DurationRecorder send = new DurationRecorder();
  private long begun;

  /// @param session the session's id, in every event
  public LinkStages(String session) {
    events = new PacketEvents(session);
  }

  /// A frame is about to become packets.
  public void protecting() {
    events.protecting();
    begun = System.nanoTime();
  }

  /// Its packets are there.
  ///
  /// @param fecNanos parity alone
  /// @param packets parity included
  public void protectedFrame(long frame, long fecNanos, int packets, int parity) {
    packetize.record(System.nanoTime() - begun - fecNanos);
    fec.record(fecNanos);
    events.protectedFrame(frame, fecNanos, packets, parity);
  }

  /// Its packets are about to be encrypted.
  public void sealing() {
    events.sealing();
    begun = System.nanoTime();
  }

  /// They are encrypted.
  ///
  /// @param bytes of all packets
  public void sealedFrame(long frame, int packets, long bytes) {
    long took = System.nanoTime() - begun;
    seal.record(took);
    events.sealedFrame(frame, took, packets, bytes);
  }

  /// They are about to be sent.
  public void sending() {
    events.sending();
    begun = System.nanoTime();
  }

  /// They are handed to the kernel.
  ///
  /// @param pacedNanos waited on purpose
  /// @param packets handed to the kernel
  /// @param dropped not handed to the kernel
  /// @param bytes of those handed over
  public void sentFrame(long frame, long pacedNanos, int packets, int dropped, long bytes) {
    long took = Math.max(0, System.nanoTime() - begun - pacedNanos);
    send.record(took);
    events.sentFrame(frame, took, pacedNanos, packets, dropped, bytes);
  }

  /// For [io.oriel.api.session.ClientLink#distributions()]: `packetize`, `fec`, `seal` and `send`,
  /// as `docs/reference/figures.md` describes them. Any thread.
  public Map<String, Distribution> read() {
    var all = new LinkedHashMap<String, Distribution>();
    all.put("packetize", packetize.summary());
    all.put("fec", fec.summary());
    all.put("seal", seal.summary());
    all.put("send", send.summary());
    return all;
  }

  /// Forgets the durations so far. Any thread.
  public void restart() {
    packetize.restart();
    fec.restart();
    seal.restart();
    send.restart();
  }
}
