package io.oriel.transport.gamestream.internal.media;

import io.oriel.api.session.Figures.Distribution;
import io.oriel.media.core.DurationRecorder;
import io.oriel.media.core.PacketEvents;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long a link's stages take, as distributions and as flight recorder events. The transmit
/// thread writes, any thread reads.
final class LinkStages {
  private final PacketEvents events;
  private final DurationRecorder packetize = new DurationRecorder();
  private final DurationRecorder fec = new DurationRecorder();
  private final DurationRecorder seal = new DurationRecorder();
  private final DurationRecorder send = new DurationRecorder();
  private long begun;

  LinkStages(String session) {
    events = new PacketEvents(session);
  }

  /// A frame is about to become packets.
  void protecting() {
    events.protecting();
    begun = System.nanoTime();
  }

  /// @param fecNanos parity alone
  /// @param packets parity included
  void protectedFrame(long frame, long fecNanos, int packets, int parity) {
    packetize.record(System.nanoTime() - begun - fecNanos);
    fec.record(fecNanos);
    events.protectedFrame(frame, fecNanos, packets, parity);
  }

  /// Its packets are about to be encrypted.
  void sealing() {
    events.sealing();
    begun = System.nanoTime();
  }

  void sealedFrame(long frame, int packets, long bytes) {
    long took = System.nanoTime() - begun;
    seal.record(took);
    events.sealedFrame(frame, took, packets, bytes);
  }

  /// They are about to be sent.
  void sending() {
    events.sending();
    begun = System.nanoTime();
  }

  /// @param pacedNanos waited on purpose
  /// @param packets handed to the kernel
  void sentFrame(long frame, long pacedNanos, int packets, int dropped, long bytes) {
    long took = Math.max(0, System.nanoTime() - begun - pacedNanos);
    send.record(took);
    events.sentFrame(frame, took, pacedNanos, packets, dropped, bytes);
  }

  Map<String, Distribution> read() {
    var all = new LinkedHashMap<String, Distribution>();
    all.put("packetize", packetize.summary());
    all.put("fec", fec.summary());
    all.put("seal", seal.summary());
    all.put("send", send.summary());
    return all;
  }

  void restart() {
    packetize.restart();
    fec.restart();
    seal.restart();
    send.restart();
  }
}
