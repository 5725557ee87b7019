package io.oriel.media.webrtc.internal.rtp;

import io.oriel.media.core.Counter;
import io.oriel.media.webrtc.VideoKind;
import io.oriel.media.webrtc.internal.rate.SendHistory;
import io.oriel.media.webrtc.internal.srtp.RtpSealer;
import io.oriel.media.webrtc.internal.srtp.SrtpKeys;
import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.DatagramBatch;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.Pacer;
import io.oriel.media.wire.UdpSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The picture of one peer: frames become protected packets, paced and remembered for being sent
/// again. The transmit thread, save for what says otherwise; allocates nothing per frame.
public final class VideoTrack implements FrameWriter, AutoCloseable {
  /// Packets that can be sent again: 300 ms of 60 Mbit/s.
  private static final int REMEMBERED = 2048;

  /// Packets of a frame: a larger one cannot be repaired.
  private static final int MOST_PACKETS = REMEMBERED / 2;

  private static final int RUN = DatagramSender.BURST;
  private static final int PACED_AT_LEAST = 20_000_000; // bit/s
  private static final int PACED_ABOVE_RATE = 4; // times
  private static final int BURST_BYTES = 16 * RtpLayout.LONGEST;

  private final RtpLayout layout;
  private final Packetizer packetizer;
  private final RtpSealer sealer;
  private final SendHistory history;
  private final PacketRing ring = new PacketRing(REMEMBERED);
  private final DatagramSender sender;
  private final DatagramBatch batch = new DatagramBatch(RUN, RUN * RtpLayout.LONGEST);
  private final Pacer pacer = new Pacer(PACED_AT_LEAST, BURST_BYTES);
  private final Counter packets = new Counter();
  private final Counter bytes = new Counter();
  private final Counter dropped = new Counter();

  private byte[] frame = new byte[64 << 10];
  private int first; // number of the frame's first packet
  private int number; // of the packet being written
  private int wide; // transport-wide number of that
  private int stamp;
  private boolean refused;
  private long pacedRate = PACED_AT_LEAST;
  private long pacedNanos;
  private volatile long wantedRate = PACED_AT_LEAST;

  /// @param payloadType as negotiated, like the extensions' ids
  public VideoTrack(
      VideoKind kind,
      int payloadType,
      int ssrc,
      int transportNumber,
      int playoutDelay,
      int firstNumber,
      SrtpKeys keys,
      UdpSocket socket,
      SendHistory history) {
    this.layout = new RtpLayout(payloadType, ssrc, transportNumber, playoutDelay);
    this.packetizer =
        switch (kind) {
          case H264 -> new H264Packetizer();
          case AV1 -> new Av1Packetizer();
        };
    this.sealer = new RtpSealer(keys, ssrc);
    this.history = history;
    this.sender = socket.sender(RUN);
    this.number = firstNumber & 0xffff;
  }

  /// Sends a frame, or a slice of one.
  ///
  /// @param last whether it completes the frame
  /// @param stamp of RTP, 90 kHz
  /// @param budgetNanos in which it shall have left
  /// @param deadlineNanos when the rest is dropped, on `System.nanoTime()`'s clock
  /// @return `false`: nothing of it was sent. Packets that the kernel did not take count as lost,
  ///     and are sent when the page asks for them
  public boolean send(
      MemorySegment from,
      int length,
      boolean key,
      boolean last,
      int stamp,
      UdpSocket.Route to,
      long budgetNanos,
      long deadlineNanos) {
    if (frame.length < length) {
      frame = new byte[Integer.highestOneBit(length) * 2];
    }
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, frame, 0, length);
    this.stamp = stamp;
    first = number;
    refused = false;
    pacedNanos = 0;
    int wideBefore = wide;
    if (!packetizer.pack(frame, length, key, this) || refused || number == first) {
      number = first; // nothing left yet: the numbers are used by the next frame
      wide = wideBefore;
      return false;
    }
    int count = number - first & 0xffff;
    if (last) {
      RtpLayout.mark(ring.bytes(), ring.offset(number - 1 & 0xffff));
    }
    transmit(count, wideBefore, to, budgetNanos, deadlineNanos);
    return true;
  }

  @Override
  public int most() {
    return RtpLayout.LONGEST - CipherSuite.TAG_BYTES - layout.length();
  }

  @Override
  public byte[] bytes() {
    return ring.bytes();
  }

  @Override
  public int begin() {
    if ((number - first & 0xffff) == MOST_PACKETS) {
      refused = true;
      return -1;
    }
    ring.clear(number);
    int at = ring.offset(number);
    layout.write(ring.bytes(), at, number, stamp, wide);
    return at + layout.length();
  }

  @Override
  public void end(int payloadBytes) {
    ring.length(number, layout.length() + payloadBytes);
    number = number + 1 & 0xffff;
    wide = wide + 1 & 0xffff;
  }

  private void transmit(
      int count, int firstWide, UdpSocket.Route to, long budgetNanos, long deadlineNanos) {
    long rate = Math.max(PACED_AT_LEAST, PACED_ABOVE_RATE * wantedRate);
    if (rate != pacedRate) {
      pacedRate = rate;
      pacer.rate(rate, BURST_BYTES);
    }
    pacer.begin((long) count * RtpLayout.LONGEST, budgetNanos);
    int sent = 0;
    for (int run = 0; run < count; run += RUN) {
      int n = Math.min(RUN, count - run);
      int runBytes = seal(run, n);
      pacedNanos += pacer.await(runBytes);
      long now = System.nanoTime();
      for (int i = 0; i < n; i++) {
        history.sent(firstWide + run + i & 0xffff, now, batch.length(i));
      }
      sent += sender.send(batch, 0, n, to, deadlineNanos);
      bytes.add(runBytes);
    }
    packets.add(sent);
    dropped.add(count - sent);
  }

  private int seal(int run, int n) {
    batch.clear();
    int sum = 0;
    for (int i = 0; i < n; i++) {
      int one = first + run + i & 0xffff;
      int at = ring.offset(one);
      int length = sealer.seal(ring.bytes(), at, layout.length(), ring.length(one));
      ring.length(one, length);
      batch.add(ring.bytes(), at, length);
      ring.complete(one);
      sum += length;
    }
    return sum;
  }

  /// How long the last frame waited on purpose.
  public long pacedNanos() {
    return pacedNanos;
  }

  /// Changes how fast large frames leave, from the next one on. Any thread.
  public void rate(long bitsPerSecond) {
    wantedRate = bitsPerSecond;
  }

  /// A protected packet that was sent before. The receive thread.
  ///
  /// @return its length; 0: not remembered
  public int again(int number, byte[] to) {
    return ring.copy(number, to);
  }

  /// The transport-wide number of a packet from [#again]; -1: it has none.
  public int wide(byte[] packet) {
    return layout.numbered() ? (packet[17] & 0xff) << 8 | packet[18] & 0xff : -1;
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

  /// Packets that the kernel did not take in time.
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    sealer.close();
  }
}
