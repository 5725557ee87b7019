package io.oriel.transport.webrtc.internal;

import io.oriel.api.media.Codec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.LinkReport;
import io.oriel.api.web.WebSocket;
import io.oriel.lib.browser.BrowserPath;
import io.oriel.lib.browser.BrowserPeer;
import io.oriel.lib.browser.PathTraits;
import io.oriel.media.webrtc.BusyException;
import io.oriel.media.webrtc.PathReport;
import io.oriel.media.webrtc.PeerListener;
import io.oriel.media.webrtc.SdpException;
import io.oriel.media.webrtc.VideoKind;
import io.oriel.media.webrtc.WebRtcPeer;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// One page: its WebSocket for messages, and its WebRTC peer for picture and sound, which comes
/// later and may be replaced by another.
final class StreamPath implements BrowserPath {
  static final Set<Codec> CODECS = Set.of(Codec.H264, Codec.AV1);

  private static final int MOST_DATAGRAM = 1200;
  private static final long MOST_WAITING = 1 << 20;
  private static final long MOST_WAITING_SMALL = 64 << 10;

  /// Of one connection: what peers need that were replaced is freed at its end, some MB of each.
  private static final int MOST_OFFERS = 8;

  private static final long NEXT_STAMP_NANOS = 12_000; // just above a tick of 90 kHz

  private final String id;
  private final WebSocket socket;
  private final Consumer<String> out;
  private final PathTraits traits;
  private final long startRate;
  private final List<WebRtcPeer> all = new ArrayList<>(); // guarded by this, like over
  private boolean over;
  private volatile BrowserPeer peer;
  private volatile WebRtcPeer media;
  private volatile Codec codec = Codec.H264;
  private volatile long allowed = Long.MAX_VALUE;
  private WebRtcPeer fed; // the transmit thread's, as what follows: it got a key frame
  private long frameNanos = 16_666_667;
  private long stampNanos = Long.MIN_VALUE;
  private long sequence = -1;

  /// @param id names the connection towards the page; cannot be guessed
  /// @param out takes control messages for the page
  /// @param startRate what the estimate of a path begins with
  StreamPath(
      String id, WebSocket socket, Consumer<String> out, InetSocketAddress remote, long startRate) {
    this.id = id;
    this.socket = socket;
    this.out = out;
    this.traits =
        new PathTraits(
            "webrtc",
            remote.getAddress().getHostAddress() + ":" + remote.getPort(),
            CODECS,
            false,
            MOST_DATAGRAM);
    this.startRate = startRate;
  }

  /// Before anything is told to it.
  void peer(BrowserPeer its) {
    peer = its;
  }

  BrowserPeer peer() {
    return peer;
  }

  String id() {
    return id;
  }

  /// Makes a WebRTC peer for an offer, in place of the one before.
  ///
  /// @throws SdpException the offer cannot be answered
  /// @throws BusyException too many peers, or offers of this page
  WebRtcPeer accept(PeerSource server, String offer, InetAddress caller)
      throws SdpException, BusyException {
    VideoKind kind = codec == Codec.AV1 ? VideoKind.AV1 : VideoKind.H264;
    long start = Math.min(startRate, allowed);
    WebRtcPeer old;
    WebRtcPeer made;
    synchronized (this) {
      if (over || all.size() >= MOST_OFFERS) {
        throw new BusyException("this connection is over, or made too many offers");
      }
      var listener = new MediaListener(start);
      made = server.accept(offer, kind, caller, start, listener);
      listener.of = made;
      made.allowed(allowed);
      all.add(made);
      old = media;
      media = made;
    }
    if (old != null) {
      old.close();
    }
    return made;
  }

  /// Hears of one WebRTC peer of the page.
  private final class MediaListener implements PeerListener {
    private final long start;
    private volatile WebRtcPeer of;

    MediaListener(long start) {
      this.start = start;
    }

    @Override
    public void connected() {
      peer.carries(start);
      peer.keyFrameWanted();
    }

    @Override
    public void keyFrameWanted() {
      peer.keyFrameWanted();
    }

    @Override
    public void carries(long bitsPerSecond) {
      peer.carries(bitsPerSecond);
    }

    @Override
    public void report(PathReport r) {
      peer.report(new LinkReport(r.intervalNanos(), r.sent(), r.lost(), r.roundTripNanos(), true));
    }

    @Override
    public void closed(String reason) {
      if (of != null && media == of) {
        close(reason);
      }
    }
  }

  /// Whether this is the name of its WebRTC peer now.
  boolean streams(String mediaId) {
    WebRtcPeer now = media;
    return now != null && now.id().equals(mediaId);
  }

  @Override
  public PathTraits traits() {
    return traits;
  }

  @Override
  public void control(String json) {
    if (socket.waitingBytes() > MOST_WAITING) {
      close("the page does not read");
    } else {
      out.accept(json);
    }
  }

  @Override
  public void datagram(ByteBuffer message) {
    if (socket.waitingBytes() < MOST_WAITING_SMALL) { // what is late is of no use
      socket.binary(message);
    }
  }

  @Override
  public Map<String, Object> started(StreamFormat format) {
    codec = format.codec();
    return Map.of("connection", id);
  }

  @Override
  public void allowed(long bitsPerSecond) {
    allowed = bitsPerSecond;
    WebRtcPeer now = media;
    if (now != null) {
      now.allowed(bitsPerSecond);
    }
  }

  @Override
  public void format(StreamFormat format) {
    codec = format.codec();
    frameNanos = 1_000_000_000_000L / format.milliHz();
    fed = null;
  }

  @Override
  public long sendVideo(EncodedFrame frame) {
    WebRtcPeer to = media;
    if (to == null || !to.connected()) {
      return 0; // a key frame is asked for when it is
    }
    boolean key = (frame.flags() & EncodedFrame.KEY) != 0;
    if (fed != to) {
      if (!key) {
        peer.keyFrameWanted();
        return 0;
      }
      fed = to;
    }
    if (frame.sequence() != sequence) {
      sequence = frame.sequence();
      boolean repeat = (frame.flags() & EncodedFrame.REPEAT) != 0;
      long nanos = repeat ? frame.submittedNanos() : frame.captureNanos();
      stampNanos = Math.max(nanos, stampNanos + NEXT_STAMP_NANOS);
    }
    // a quarter of the interval stays for what the kernel and the next frame need
    boolean sent =
        to.sendVideo(
            frame.bytes(),
            frame.length(),
            key,
            frame.lastSlice(),
            stampNanos,
            frameNanos * 3 / 4,
            System.nanoTime() + frameNanos);
    if (!sent) {
      peer.lost(sequence, sequence);
    }
    return to.pacedNanos();
  }

  @Override
  public void sendAudio(MemorySegment packet, int length, long captureNanos) {
    WebRtcPeer to = media;
    if (to != null) {
      to.sendAudio(packet, length, captureNanos);
    }
  }

  @Override
  public Map<String, Long> counters() {
    WebRtcPeer now = media;
    return now == null ? Map.of() : now.counters();
  }

  @Override
  public void close(String reason) {
    socket.close(1000, reason);
  }

  /// The WebSocket is gone: so is the stream. Its last call of the network thread.
  void gone() {
    List<WebRtcPeer> mine;
    synchronized (this) {
      over = true;
      mine = List.copyOf(all);
    }
    mine.forEach(WebRtcPeer::close);
    peer.closed();
  }

  @Override
  public void free() {
    List<WebRtcPeer> mine;
    synchronized (this) {
      over = true;
      mine = List.copyOf(all);
      all.clear();
    }
    for (WebRtcPeer one : mine) {
      one.close();
      one.free();
    }
  }
}
