package io.oriel.transport.gamestream.internal.media;

import io.oriel.api.input.Feedback;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Figures;
import io.oriel.api.session.InputSink;
import io.oriel.media.core.LinkStages;
import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.PacedSender;
import io.oriel.media.wire.Pacer;
import io.oriel.media.wire.UdpSocket;
import io.oriel.transport.gamestream.internal.control.ControlPeer;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.rtsp.Description;
import io.oriel.wire.gamestream.video.FrameType;
import io.oriel.wire.gamestream.video.VideoPacketizer;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/// A stream's media path: frames become datagrams, are paced and sent, all on the session's
/// transmit thread and without allocation; what a cipher of the JDK allocates is counted apart.
public final class GameStreamLink implements ClientLink {
  private final GameStream stream;
  private final ControlPeer control;
  private final VideoPacketizer packetizer;
  private final FecShare parity;
  private final PacedSender sender;
  private final SliceJoiner joiner = new SliceJoiner();
  private final SoundSender sound;
  private final LinkCounters counters = new LinkCounters();
  private final LinkStages stages;
  private final boolean encrypted;
  private InputSink sink;
  private long frameNanos;
  private long firstCaptureNanos;
  private boolean timed;

  /// @param parity how much parity, changed by what the client reports
  /// @param pacer its own
  public GameStreamLink(
      GameStream stream, UdpSocket video, UdpSocket audio, FecShare parity, Pacer pacer) {
    this.stream = stream;
    this.control = stream.control();
    var a = stream.announcement();
    this.stages = new LinkStages(stream.session().id());
    this.encrypted = (a.encryption() & Description.VIDEO) != 0;
    byte[] key = encrypted ? stream.record().key() : null;
    this.packetizer = new VideoPacketizer(a.packetSize(), parity.percent(), a.minParity(), key);
    this.parity = parity;
    if (a.fecStatus()) {
      control.adapt(new ParityBudget(parity, stream.parameters().bitsPerSecond()));
    }
    this.sender = new PacedSender(video, DatagramSender.BURST, packetizer.datagramBytes(), pacer);
    this.sound = new SoundSender(stream, audio);
    this.frameNanos = 1_000_000_000_000L / stream.parameters().format().milliHz();
  }

  @Override
  public void input(InputSink to) {
    sink = to;
    control.deliverTo(to);
  }

  @Override
  public void format(StreamFormat format) {
    frameNanos = 1_000_000_000_000L / format.milliHz();
    joiner.restart();
  }

  @Override
  public long sendVideo(EncodedFrame frame) {
    if (!joiner.add(frame)) {
      return 0;
    }
    long now = System.nanoTime();
    int flags = frame.flags();
    stages.protecting();
    packetizer.parityPercent(parity.percent());
    int packets =
        packetizer.build(
            joiner.bytes(),
            joiner.length(),
            (int) frame.sequence(),
            type(flags),
            timestamp(frame.captureNanos()),
            latencyTenths(frame, now),
            (flags & EncodedFrame.LONG_TERM) != 0);
    if (packets == 0) {
      abandon(frame.sequence());
      return 0;
    }
    stages.protectedFrame(frame.sequence(), packetizer.parityNanos(), packets, packetizer.parity());
    if (encrypted) {
      seal(packets, frame.sequence());
    }
    counters.parity.add(packetizer.parity());
    if (packetizer.parity() == 0) {
      counters.framesUnprotected.increment();
    } else if (packetizer.reduced()) {
      counters.framesReduced.increment();
    }
    return send(packets, frame.sequence(), now);
  }

  private void seal(int packets, long sequence) {
    long before = ThreadAllocation.bytes();
    stages.sealing();
    packetizer.seal();
    stages.sealedFrame(sequence, packets, (long) packets * packetizer.datagramBytes());
    counters.cipherBytes.add(ThreadAllocation.bytes() - before);
  }

  private long send(int packets, long sequence, long startNanos) {
    int size = packetizer.datagramBytes();
    stages.sending();
    // a quarter of the interval stays for what the kernel and the next frame need
    int sent = sender.send(packetizer, stream.video(), frameNanos * 3 / 4, startNanos + frameNanos);
    long paced = sender.pacedNanos();
    stages.sentFrame(sequence, paced, sent, packets - sent, (long) sent * size);
    counters.packets.add(sent);
    counters.bytes.add((long) sent * size);
    counters.pacedNanos.add(paced);
    control.packetsSent(counters.packets.get());
    if (sent < packets) {
      counters.dropped.add(packets - sent);
      if (!packetizer.repairable()) {
        abandon(sequence);
      }
    }
    return paced;
  }

  private void abandon(long sequence) {
    counters.framesAbandoned.increment();
    sink.lost(sequence, sequence);
  }

  private static int type(int flags) {
    if ((flags & EncodedFrame.KEY) != 0) {
      return FrameType.KEY;
    }
    if ((flags & EncodedFrame.AFTER_INVALIDATION) != 0) {
      return FrameType.AFTER_INVALIDATION;
    }
    return (flags & EncodedFrame.RECOVERY_POINT) != 0
        ? FrameType.INTRA_REFRESH
        : FrameType.PREDICTED;
  }

  /// 90 kHz from the first frame's capture on.
  private int timestamp(long captureNanos) {
    if (!timed) {
      timed = true;
      firstCaptureNanos = captureNanos;
    }
    return (int) ((captureNanos - firstCaptureNanos) * 9 / 100_000);
  }

  /// From capture to now in 0.1 ms; 0 for a repeated picture, whose capture was long ago.
  private static int latencyTenths(EncodedFrame frame, long now) {
    if ((frame.flags() & EncodedFrame.REPEAT) != 0) {
      return 0;
    }
    return Math.clamp((now - frame.readyNanos()) / 100_000, 0, 65_535);
  }

  @Override
  public void sendAudio(MemorySegment packet, int length, long captureNanos) {
    sound.send(packet, length);
  }

  @Override
  public void end(EndReason reason, String detail) {
    control.end(reason);
  }

  @Override
  public void hdr(HdrMetadata m) {
    if (m == null) {
      control.post(ControlMessages.hdrOff());
      return;
    }
    control.post(
        ControlMessages.hdrOn(
            m.redX(),
            m.redY(),
            m.greenX(),
            m.greenY(),
            m.blueX(),
            m.blueY(),
            m.whiteX(),
            m.whiteY(),
            m.maxLuminanceNits(),
            m.minLuminance10000(),
            m.maxCllNits(),
            m.maxFallNits(),
            0));
  }

  @Override
  public Feedback feedback() {
    return control.feedback();
  }

  @Override
  public Map<String, Long> counters() {
    var all = new LinkedHashMap<>(counters.read());
    all.put("link.fec.percent", (long) parity.percent());
    all.put("link.send.retries", sender.sender().retries());
    all.put("link.send.oversized", sender.sender().oversized());
    all.put("link.control.refused", control.refused());
    all.put("link.input.packets", control.inputs());
    all.put("link.audio.packets", sound.packets());
    all.put("link.audio.dropped", sound.dropped());
    all.put("alloc.cipher.audio.bytes", sound.cipherBytes());
    return all;
  }

  @Override
  public Map<String, Figures.Distribution> distributions() {
    return stages.read();
  }

  @Override
  public void restartDistributions() {
    stages.restart();
  }

  @Override
  public void close() {
    packetizer.close();
  }
}
