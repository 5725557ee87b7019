package io.oriel.transport.gamestream.internal.media;

import io.oriel.media.core.Counter;
import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.DatagramBatch;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.UdpSocket;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.wire.gamestream.audio.AudioCipher;
import io.oriel.wire.gamestream.audio.AudioPacketizer;
import io.oriel.wire.gamestream.rtsp.Description;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Sends a stream's sound: makes datagrams and their parity of the session's packets, which come at
/// an even pace also while nothing plays (GameStream protocol notes §4.5). The session's audio
/// thread; allocates nothing but what the JDK's cipher does, which is counted apart.
final class SoundSender {
  private static final int GROUP_DATAGRAMS = 3;

  private final GameStream stream;
  private final DatagramSender sender;
  private final AudioPacketizer packetizer;
  private final DatagramBatch batch =
      new DatagramBatch(GROUP_DATAGRAMS, GROUP_DATAGRAMS * AudioPacketizer.MAX_DATAGRAM);
  private final AudioPacketizer.Output toBatch = this::collect;
  private final byte[] opus = new byte[AudioPacketizer.MAX_DATAGRAM];
  private final long packetNanos;
  private final Counter packets = new Counter();
  private final Counter dropped = new Counter();
  private final Counter cipherBytes = new Counter();

  SoundSender(GameStream stream, UdpSocket socket) {
    this.stream = stream;
    this.sender = socket.sender(1);
    var audio = stream.parameters().audio();
    boolean encrypted = (stream.announcement().encryption() & Description.AUDIO) != 0;
    var record = stream.record();
    var cipher = encrypted ? new AudioCipher(record.key(), record.keyId()) : null;
    this.packetizer = new AudioPacketizer(audio.packetMillis(), cipher);
    this.packetNanos = audio.packetMillis() * 1_000_000L;
  }

  /// One packet; nothing happens until the client has said where sound goes.
  void send(MemorySegment packet, int length) {
    UdpSocket.Route route = stream.audio();
    if (route == null) {
      return;
    }
    if (!packetizer.fits(length)) {
      dropped.increment();
      return;
    }
    MemorySegment.copy(packet, ValueLayout.JAVA_BYTE, 0, opus, 0, length);
    batch.clear();
    long before = ThreadAllocation.bytes();
    packetizer.packet(opus, 0, length, toBatch);
    cipherBytes.add(ThreadAllocation.bytes() - before);
    int sent = sender.send(batch, 0, batch.count(), route, System.nanoTime() + packetNanos);
    packets.add(sent);
    dropped.add(batch.count() - sent);
  }

  private void collect(byte[] datagram, int length) {
    batch.add(datagram, 0, length);
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

  /// Bytes that the cipher allocated. Any thread.
  long cipherBytes() {
    return cipherBytes.get();
  }
}
