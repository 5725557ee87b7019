package io.oriel.media.webrtc.internal.rtp;

import io.oriel.media.core.Counter;
import io.oriel.media.webrtc.internal.srtp.RtpSealer;
import io.oriel.media.webrtc.internal.srtp.SrtpKeys;
import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.DatagramBatch;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.UdpSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The sound of one peer: Opus (RFC 7587), whose stamps count samples. Stamps of the wall clock
/// jitter, which makes browsers delay and conceal. The audio thread; allocates nothing per packet.
public final class AudioTrack implements AutoCloseable {
  /// Longest packet of Opus (RFC 6716 §3.4) that is sent; of 10 ms, never reached.
  private static final int LONGEST = RtpLayout.LONGEST - 12 - CipherSuite.TAG_BYTES;

  /// A gap this long is told by the stamps: the host was silent on purpose.
  private static final long GAP_NANOS = 200_000_000;

  private static final long DEADLINE_NANOS = 5_000_000;

  private final RtpLayout layout;
  private final RtpSealer sealer;
  private final DatagramSender sender;
  private final DatagramBatch batch = new DatagramBatch(1, RtpLayout.LONGEST);
  private final byte[] packet = new byte[RtpLayout.LONGEST];
  private final Counter packets = new Counter();
  private final Counter bytes = new Counter();
  private final Counter dropped = new Counter();
  private int number;
  private int stamp;
  private long expectedNanos; // capture time of the next packet
  private boolean begun;
  private volatile long reference; // capture time in µs << 32 | stamp: one pair, read together

  public AudioTrack(int payloadType, int ssrc, int firstNumber, SrtpKeys keys, UdpSocket socket) {
    this.layout = new RtpLayout(payloadType, ssrc, 0, 0);
    this.sealer = new RtpSealer(keys, ssrc);
    this.sender = socket.sender(1);
    this.number = firstNumber & 0xffff;
  }

  /// Sends a packet.
  ///
  /// @param captureNanos of its first sample, on `System.nanoTime()`'s clock
  /// @return `false`: it was not sent
  public boolean send(MemorySegment from, int length, long captureNanos, UdpSocket.Route to) {
    if (length < 1 || length > LONGEST) {
      dropped.increment();
      return false;
    }
    int header = layout.length();
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, packet, header, length);
    long gap = captureNanos - expectedNanos;
    boolean resumed = begun && gap > GAP_NANOS;
    if (resumed) {
      stamp += (int) (gap * 48 / 1_000_000);
    }
    layout.write(packet, 0, number, stamp, 0);
    if (!begun || resumed) {
      RtpLayout.mark(packet, 0); // RFC 7587 §4.1: a talk spurt begins
    }
    begun = true;
    reference = captureNanos / 1000 << 32 | Integer.toUnsignedLong(stamp);
    int samples = OpusDuration.samples(packet[header], length > 1 ? packet[header + 1] : 0);
    stamp += samples;
    expectedNanos = captureNanos + samples * 1_000_000L / 48;
    number = number + 1 & 0xffff;
    int sealed = sealer.seal(packet, 0, header, header + length);
    batch.clear();
    batch.add(packet, 0, sealed);
    if (sender.send(batch, 0, 1, to, System.nanoTime() + DEADLINE_NANOS) == 0) {
      dropped.increment();
      return false;
    }
    packets.increment();
    bytes.add(sealed);
    return true;
  }

  /// The stamp that belongs to a time. Any thread.
  ///
  /// @param nanos on `System.nanoTime()`'s clock, within 30 minutes of the last packet
  public int stampAt(long nanos) {
    long pair = reference;
    int sinceMicros = (int) (nanos / 1000) - (int) (pair >>> 32);
    return (int) pair + (int) (sinceMicros * 48L / 1000);
  }

  public int ssrc() {
    return layout.ssrc();
  }

  /// Any thread, as the other counters.
  public long packets() {
    return packets.get();
  }

  public long bytesSent() {
    return bytes.get();
  }

  public long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    sealer.close();
  }
}
