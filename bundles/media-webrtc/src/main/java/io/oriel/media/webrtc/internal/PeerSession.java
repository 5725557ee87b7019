package io.oriel.media.webrtc.internal;

import io.oriel.media.webrtc.PeerListener;
import io.oriel.media.webrtc.VideoKind;
import io.oriel.media.webrtc.internal.dtls.DtlsPeer;
import io.oriel.media.webrtc.internal.rtcp.RtcpReader;
import io.oriel.media.webrtc.internal.sdp.Choice;
import io.oriel.media.webrtc.internal.sdp.SdpAnswer;
import io.oriel.media.wire.UdpSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// One peer inside a server: its parts, and its end.
public final class PeerSession implements DtlsPeer.Listener {
  private static final long REPORT_NANOS = 1_000_000_000;

  /// Compound RTCP packets between two calls of [#tick]; browsers send ten or twenty.
  private static final int MOST_REPORTS = 200;

  private final String id;
  private final String answer;
  private final Choice choice;
  private final PeerIce ice;
  private final DtlsPeer dtls;
  private final PeerFactory factory;
  private final SdpAnswer description;
  private final VideoKind kind;
  private final long startRate;
  private final InetAddress caller;
  private final PeerListener listener;
  private final Consumer<PeerSession> gone;
  private final Object life = new Object(); // guards `ended` against media that come meanwhile
  private final long createdNanos = System.nanoTime();
  private volatile long mostRate = Long.MAX_VALUE;
  private volatile boolean ended;
  private long reportedNanos; // the receive thread's
  private int reportsSinceTick; // the receive thread's
  private volatile PeerMedia media;
  private volatile PeerReports reports;

  PeerSession(
      PeerFactory factory,
      String id,
      SdpAnswer description,
      String answer,
      Choice choice,
      VideoKind kind,
      long startRate,
      InetAddress caller,
      PeerIce ice,
      PeerListener listener,
      Consumer<PeerSession> gone) {
    this.factory = factory;
    this.id = id;
    this.description = description;
    this.answer = answer;
    this.choice = choice;
    this.kind = kind;
    this.startRate = startRate;
    this.caller = caller;
    this.ice = ice;
    this.listener = listener;
    this.gone = gone;
    this.dtls = factory.dtls(this);
  }

  public String id() {
    return id;
  }

  public String answer() {
    return answer;
  }

  public Choice choice() {
    return choice;
  }

  public PeerIce ice() {
    return ice;
  }

  /// Where the offer came from.
  InetAddress caller() {
    return caller;
  }

  /// Whether it is a caller's, and not connected yet. Any thread.
  boolean waits(InetAddress address) {
    return media == null && caller.equals(address);
  }

  /// `null` until the handshake is complete. Any thread.
  public PeerMedia media() {
    return media;
  }

  public boolean closed() {
    return ended;
  }

  /// The estimate never exceeds that from now on. Any thread.
  public void allowed(long bitsPerSecond) {
    mostRate = bitsPerSecond;
    PeerReports r = reports;
    if (r != null) {
      r.most(bitsPerSecond);
    }
  }

  long mostRate() {
    return mostRate;
  }

  /// Packets sent again. Any thread.
  public long resent() {
    PeerReports r = reports;
    return r == null ? 0 : r.resent();
  }

  /// What the path carries, in bit/s. Any thread.
  public long rate() {
    PeerReports r = reports;
    return r == null ? 0 : r.rate();
  }

  PeerListener listener() {
    return listener;
  }

  SdpAnswer description() {
    return description;
  }

  VideoKind kind() {
    return kind;
  }

  long startRate() {
    return startRate;
  }

  @Override
  public void connected(byte[] material) {
    PeerMedia made = factory.media(this, material);
    synchronized (life) {
      if (!ended) {
        media = made;
      }
    }
    if (media == null) { // nobody else would free them
      made.closeReports();
      made.closeTracks();
      return;
    }
    reports = factory.reports(this);
    listener.connected();
  }

  @Override
  public void ended(String reason) {
    end(reason);
  }

  /// Ends it, for the first reason told. Any thread.
  public void end(String reason) {
    synchronized (life) {
      if (ended) {
        return;
      }
      ended = true;
    }
    dtls.close();
    gone.accept(this);
    listener.closed(reason);
  }

  /// A handshake's datagram to the page.
  void sendHandshake(byte[] datagram) {
    UdpSocket.Route to = ice.route();
    if (to != null) {
      factory.sender().send(datagram, datagram.length, to);
    }
  }

  /// A datagram of the page that is no check. The receive thread.
  void receive(byte[] packet, int length) {
    int first = packet[0] & 0xff;
    if (first >= 20 && first <= 63) {
      dtls.offer(packet, 0, length);
      return;
    }
    PeerReports r = reports;
    boolean rtcp = first >= 128 && first <= 191 && length > 1 && (packet[1] & 0xff) >= 192;
    if (!rtcp || (packet[1] & 0xff) > 223 || r == null) {
      return; // RFC 5761 §4: the rest is RTP, which nobody asked for
    }
    if (++reportsSinceTick > MOST_REPORTS) {
      return; // one thread serves all peers
    }
    int clear = media.opener().open(packet, 0, length);
    if (clear > 0) {
      RtcpReader.read(packet, 0, clear, r);
    }
  }

  /// Now and then. The receive thread.
  ///
  /// @return why it is over; `null`: it goes on
  public String tick(long nowNanos, long connectNanos, long consentNanos) {
    reportsSinceTick = 0;
    if (media == null && nowNanos - createdNanos > connectNanos) {
      return "the page did not connect to the host's UDP port";
    }
    if (ice.route() != null && nowNanos - ice.heardNanos() > consentNanos) {
      return "the page was not heard of for " + consentNanos / 1_000_000_000 + " s";
    }
    PeerReports r = reports;
    UdpSocket.Route to = ice.route();
    if (r != null && to != null) {
      r.tick(nowNanos);
      if (nowNanos - reportedNanos >= REPORT_NANOS) {
        reportedNanos = nowNanos;
        media.sendReports(factory.sender(), to);
      }
    }
    return null;
  }

  /// Frees what the receive thread used; that thread, or nobody is left.
  void retire() {
    PeerMedia m = media;
    if (m != null) {
      m.closeReports();
    }
  }

  /// Where the page was heard of, for forgetting it.
  Iterable<InetSocketAddress> addresses() {
    return ice.addresses();
  }
}
