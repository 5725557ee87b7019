package io.oriel.transport.gamestream.internal.media;

import io.oriel.media.core.Counter;
import io.oriel.media.core.MediaThread;
import io.oriel.media.wire.DatagramBatch;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.UdpSocket;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.wire.gamestream.audio.AudioCipher;
import io.oriel.wire.gamestream.audio.AudioPacketizer;
import io.oriel.wire.gamestream.rtsp.Description;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a stream's sound: silence at an even pace on a thread of its own, until the session brings
/// real sound. Clients want a constant flow (GameStream protocol notes §4.5).
final class SoundSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SoundSender.class);
  private static final int GROUP_DATAGRAMS = 3;

  private final GameStream stream;
  private final DatagramSender sender;
  private final AudioPacketizer packetizer;
  private final DatagramBatch batch =
      new DatagramBatch(GROUP_DATAGRAMS, GROUP_DATAGRAMS * AudioPacketizer.MAX_DATAGRAM);
  private final AudioPacketizer.Output toBatch = this::collect;
  private final byte[] opus = new byte[AudioPacketizer.MAX_DATAGRAM];
  private final byte[] silence;
  private final long packetNanos;
  private final Counter packets = new Counter(); // whoever sends: silence first, then sound
  private final Counter dropped = new Counter(); // likewise
  private volatile Thread thread; // set before sound comes, taken by whoever ends the silence
  private volatile boolean running = true;

  SoundSender(GameStream stream, UdpSocket socket) {
    this.stream = stream;
    this.sender = socket.sender(1);
    var audio = stream.parameters().audio();
    boolean encrypted = (stream.announcement().encryption() & Description.AUDIO) != 0;
    var record = stream.record();
    var cipher = encrypted ? new AudioCipher(record.key(), record.keyId()) : null;
    this.packetizer = new AudioPacketizer(audio.packetMillis(), cipher);
    this.silence = SilentOpus.packet(audio.layout(), audio.packetMillis());
    this.packetNanos = audio.packetMillis() * 1_000_000L;
  }

  /// Sends silence from now on.
  void start(String sessionId) {
    thread =
        MediaThread.start(
            "oriel-sil-" + sessionId,
            this::run,
            t -> LOG.error("session {}: sound ends", sessionId, t));
  }

  private void run() {
    long due = System.nanoTime();
    while (running) {
      send(silence, silence.length);
      due += packetNanos;
      long wait = due - System.nanoTime();
      if (wait < -10 * packetNanos) {
        due = System.nanoTime(); // stopped for long: do not make up for it
      }
      while (running && wait > 0) {
        LockSupport.parkNanos(wait);
        wait = due - System.nanoTime();
      }
    }
  }

  private void send(byte[] packet, int length) {
    UdpSocket.Route route = stream.audio();
    if (route == null) {
      return;
    }
    batch.clear();
    packetizer.packet(packet, 0, length, toBatch);
    int sent = sender.send(batch, 0, batch.count(), route, System.nanoTime() + packetNanos);
    packets.add(sent);
    dropped.add(batch.count() - sent);
  }

  private void collect(byte[] datagram, int length) {
    batch.add(datagram, 0, length);
  }

  /// One packet of real sound; the session's audio thread. Ends the silence.
  void send(MemorySegment packet, int length) {
    stopSilence();
    if (!packetizer.fits(length)) {
      dropped.increment();
      return;
    }
    MemorySegment.copy(packet, ValueLayout.JAVA_BYTE, 0, opus, 0, length);
    send(opus, length);
  }

  private void stopSilence() {
    Thread silent = thread;
    if (silent != null) {
      thread = null;
      running = false;
      LockSupport.unpark(silent);
      try {
        silent.join(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Datagrams sent, parity included. Any thread.
  long packets() {
    return packets.get();
  }

  /// Datagrams that were not sent, for want of room or because the network refused them, and
  /// packets of sound too long for a datagram. Any thread.
  long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    stopSilence();
  }
}
