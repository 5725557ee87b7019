package io.oriel.media.webrtc;

import io.oriel.media.core.MediaThread;
import io.oriel.media.webrtc.internal.Candidates;
import io.oriel.media.webrtc.internal.PeerFactory;
import io.oriel.media.webrtc.internal.PeerRegistry;
import io.oriel.media.webrtc.internal.PeerSession;
import io.oriel.media.webrtc.internal.sdp.SdpOffer;
import io.oriel.media.wire.DatagramReceiver;
import io.oriel.media.wire.UdpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// WebRTC for pages that receive, over one UDP port: signalling is somebody else's. What comes in
/// is heard on one thread, `oriel-rtc-rx`; forged datagrams are dropped without an answer.
public final class WebRtcServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebRtcServer.class);
  private static final int SEND_BUFFER = 1 << 21;
  private static final int LONGEST = 1500;
  private static final int BATCH = 16;
  private static final long LISTEN_NANOS = 100_000_000;
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final WebRtcSettings settings;
  private final UdpSocket socket;
  private final PeerFactory factory;
  private final PeerRegistry peers = new PeerRegistry();
  private final Thread thread;

  private WebRtcServer(WebRtcSettings settings) throws IOException {
    this.settings = settings;
    this.socket =
        UdpSocket.open(
            new UdpSocket.Settings(settings.local(), SEND_BUFFER, UdpSocket.DSCP_EXPEDITED)
                .priority(UdpSocket.PRIORITY_INTERACTIVE));
    this.factory = new PeerFactory(socket);
    this.thread =
        MediaThread.start(
            "oriel-rtc-rx", this::run, e -> LOG.error("WebRTC hears nothing any more", e));
  }

  /// Opens a server; it listens from now on.
  ///
  /// @throws IOException the port is in use, for example
  public static WebRtcServer open(WebRtcSettings settings) throws IOException {
    return new WebRtcServer(settings);
  }

  /// Where it is bound.
  public InetSocketAddress local() {
    return socket.local();
  }

  /// Answers a page's offer. Any thread; does not block.
  ///
  /// @param offer SDP
  /// @param caller where the offer came from: a page on this machine may use the loopback
  /// @param startRate what the rate's estimate begins with, in bit/s of video payload
  /// @throws SdpException the offer cannot be answered: says why
  /// @throws BusyException there are as many peers as are allowed, or too many of that caller that
  ///     have not connected yet
  public WebRtcPeer accept(
      String offer, VideoKind kind, InetAddress caller, long startRate, PeerListener listener)
      throws SdpException, BusyException {
    PeerSession session =
        factory.create(
            SdpOffer.parse(offer),
            kind,
            startRate,
            Candidates.of(settings, socket.local(), caller),
            caller,
            listener,
            peers::remove);
    peers.add(session, settings.mostPeers());
    return new WebRtcPeer(session);
  }

  /// Peers that have not ended. Any thread.
  public int peers() {
    return peers.size();
  }

  /// Addresses of pages that are remembered. Any thread.
  int addresses() {
    return peers.addresses();
  }

  private void run() {
    DatagramReceiver receiver = socket.receiver(LONGEST, BATCH);
    byte[] packet = new byte[LONGEST];
    long ticked = System.nanoTime();
    while (!socket.isClosed()) {
      try {
        int length = receiver.receive(packet, LISTEN_NANOS);
        if (length > 0) {
          // an object per datagram: what pages send is reports and checks, some dozens a second
          peers.receive(packet, length, receiver.source(), socket, factory.sender());
        }
      } catch (IOException e) {
        LOG.debug("a datagram was not received: {}", e.toString());
      } catch (RuntimeException e) { // a listener's, or a bug: the other peers go on
        LOG.warn("a datagram of WebRTC could not be handled", e);
      }
      long now = System.nanoTime();
      if (now - ticked >= LISTEN_NANOS) {
        ticked = now;
        tick(now);
      }
    }
  }

  private void tick(long now) {
    long connect = settings.connectTime().toNanos();
    long consent = settings.consentTime().toNanos();
    for (PeerSession session : peers.all()) {
      try {
        String over = session.tick(now, connect, consent);
        if (over != null) {
          session.end(over);
        }
      } catch (RuntimeException e) { // a listener's, or a bug: the other peers go on
        LOG.warn("a peer of WebRTC could not be looked after", e);
      }
    }
    peers.sweep();
  }

  /// Ends all peers and frees the port. Waits for the thread, 2 s at most.
  @Override
  public void close() {
    peers.close().forEach(s -> s.end("the host stops WebRTC"));
    socket.close();
    try {
      if (thread.join(JOIN)) {
        peers.sweep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
