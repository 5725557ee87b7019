package io.oriel.transport.gamestream.internal.control;

import io.oriel.media.wire.DatagramBatch;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.UdpSocket;
import io.oriel.transport.gamestream.internal.launch.LaunchRecord;
import io.oriel.transport.gamestream.internal.launch.Launches;
import io.oriel.transport.gamestream.internal.stream.GameStream;
import io.oriel.transport.gamestream.internal.stream.GameStreams;
import io.oriel.wire.gamestream.enet.EnetEvents;
import io.oriel.wire.gamestream.enet.EnetHost;
import io.oriel.wire.gamestream.enet.EnetPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The control connections of all streams on one UDP socket, served by one thread (GameStream
/// protocol notes §5). Other threads only post.
public final class ControlServer implements EnetEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int MAX_PEERS = 64;
  private static final int MAX_CHANNELS = 255;
  private static final int LONGEST = 4096;
  private static final long IDLE_MILLIS = 250;
  // what another thread posts waits at most this long while somebody is connected
  private static final long BUSY_MILLIS = 10;

  private final Launches launches;
  private final GameStreams streams;
  private final UdpSocket socket;
  private final DatagramSender sender;
  private final DatagramBatch batch = new DatagramBatch(1, LONGEST);
  private final EnetHost host = new EnetHost(MAX_PEERS, MAX_CHANNELS, this::output, this);
  private final List<ControlPeer> peers = new ArrayList<>();
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private UdpSocket.Route route;
  private InetAddress routeSource;
  private volatile boolean closed;

  public ControlServer(Launches launches, GameStreams streams, InetSocketAddress local)
      throws IOException {
    this.launches = launches;
    this.streams = streams;
    this.socket = UdpSocket.open(new UdpSocket.Settings(local, 1 << 18, 0));
    this.sender = socket.sender(1);
    this.thread = Thread.ofPlatform().daemon().name("oriel-gs-ctl").unstarted(this::run);
  }

  /// Serves from now on.
  public void start() {
    thread.start();
  }

  /// The UDP port.
  public int port() {
    return socket.local().getPort();
  }

  static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  private void run() {
    var receiver = socket.receiver(LONGEST, 16);
    byte[] datagram = new byte[LONGEST];
    long wait = IDLE_MILLIS;
    while (!closed) {
      try {
        int n = receiver.receive(datagram, wait * 1_000_000);
        if (n > 0) {
          host.receive(datagram, n, receiver.source(), millis());
        }
        for (Runnable r = posted.poll(); r != null; r = posted.poll()) {
          r.run();
        }
        long now = millis();
        wait = Math.min(host.service(now), peers.isEmpty() ? IDLE_MILLIS : BUSY_MILLIS);
        for (ControlPeer peer : List.copyOf(peers)) {
          peer.tick(now);
        }
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("the control socket reports: {}", e.getMessage());
        }
      } catch (RuntimeException e) {
        LOG.error("a control message cannot be handled", e); // the others go on
      }
    }
  }

  /// Runs something on the control thread.
  void post(Runnable step) {
    posted.add(step);
  }

  void flush(EnetPeer peer) {
    host.flush(peer, millis());
  }

  void disconnectNow(EnetPeer peer) {
    host.disconnectNow(peer, 0);
    peers.remove(peer.attachment());
  }

  private void output(InetSocketAddress to, byte[] datagram, int length) {
    InetAddress source = source(to);
    if (route == null || !route.destination().equals(to) || routeSource != source) {
      route = socket.route(to, source);
      routeSource = source;
    }
    batch.clear();
    batch.add(datagram, 0, length);
    sender.send(batch, 0, 1, route, System.nanoTime());
  }

  /// The address a client knows the host by: also one that has moved since, and one whose
  /// connection is about to begin.
  private InetAddress source(InetSocketAddress to) {
    for (ControlPeer peer : peers) {
      if (peer.at(to)) {
        return peer.stream().local();
      }
    }
    for (GameStream stream : streams.all()) {
      if (stream.record().remote().equals(to.getAddress())) {
        return stream.local();
      }
    }
    return null;
  }

  /// Only the client of an announced launch may connect, from the address it launched from
  /// (GS-C-01).
  @Override
  public boolean expected(int data, InetSocketAddress from) {
    return streams
        .byConnectId(data)
        .filter(s -> s.control() == null)
        .filter(s -> s.record().state() == LaunchRecord.State.WAITING)
        .filter(s -> s.record().remote().equals(from.getAddress()))
        .isPresent();
  }

  @Override
  public void connected(EnetPeer peer) {
    GameStream stream = streams.byConnectId(peer.data()).orElse(null);
    if (stream == null || !launches.consume(stream.record())) {
      host.disconnectNow(peer, 0);
      return;
    }
    var control = new ControlPeer(this, peer, stream, millis());
    peer.attach(control);
    peers.add(control);
    stream.connected(control);
    // also if it has ended by now, or ends before it knows its link
    stream.session().ended().whenComplete((reason, _) -> control.endSoon(reason));
    LOG.info("session {}: control connection from {}", stream.session().id(), peer.address());
  }

  @Override
  public void message(EnetPeer peer, int channel, byte[] bytes, int offset, int length) {
    if (peer.attachment() instanceof ControlPeer control) {
      control.message(bytes, offset, length, millis());
    }
  }

  @Override
  public void stray(EnetPeer peer, InetSocketAddress from, byte[] bytes, int offset, int length) {
    if (peer.attachment() instanceof ControlPeer control) {
      control.stray(from, bytes, offset, length);
    }
  }

  @Override
  public void disconnected(EnetPeer peer, Reason reason) {
    if (peer.attachment() instanceof ControlPeer control) {
      peers.remove(control);
      if (control.ending()) {
        control.left();
      } else {
        control.lost(reason == Reason.REMOTE);
      }
    }
  }

  /// Ends all connections at once.
  @Override
  public void close() {
    closed = true;
    socket.close();
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
