package io.oriel.client.gamestream.internal.control;

import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.control.ControlOpener;
import io.oriel.wire.gamestream.control.ControlScheme;
import io.oriel.wire.gamestream.control.ControlSealer;
import io.oriel.wire.gamestream.control.ControlType;
import io.oriel.wire.gamestream.control.Origin;
import io.oriel.wire.gamestream.enet.Delivery;
import io.oriel.wire.gamestream.enet.EnetEvents;
import io.oriel.wire.gamestream.enet.EnetHost;
import io.oriel.wire.gamestream.enet.EnetPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The control stream: one ENet connection with 48 channels and a thread of its own, which sends
/// the two start messages at once and a ping each 100 ms (GameStream protocol notes §5).
///
/// Messages may be sent from any thread; the listener is called on the connection's thread.
public final class ControlConnection implements AutoCloseable {
  private static final int CHANNELS = 48;
  private static final long PING_MILLIS = 100;
  private static final long CONNECT_SECONDS = 10;
  private static final long LINGER_MILLIS = 2_000;
  private static final int MAX_DATAGRAM = 4_096;
  private static final int GENERAL = 0;

  private final DatagramChannel channel;
  private final Selector selector;
  private final EnetHost enet;
  private final EnetPeer peer;
  private final ControlSealer sealer;
  private final ControlOpener opener;
  private final Listener listener;
  private final Thread thread;
  private final CountDownLatch connected = new CountDownLatch(1);
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;
  private volatile boolean gone;

  private record Waiting(int channel, byte[] plain, Delivery delivery) {}

  /// What the host says.
  public interface Listener {
    void message(int type, byte[] payload);

    /// The connection ended without our doing.
    void disconnected(boolean timedOut);
  }

  /// @param own where it listens; port 0: any
  public ControlConnection(
      InetSocketAddress own,
      InetSocketAddress host,
      int connectData,
      byte[] key,
      ControlScheme scheme,
      String name,
      Listener listener)
      throws IOException {
    this.listener = listener;
    this.sealer = new ControlSealer(key, Origin.CLIENT, scheme);
    this.opener = new ControlOpener(key, Origin.HOST, scheme);
    this.channel = DatagramChannel.open();
    channel.bind(own);
    channel.configureBlocking(false);
    this.selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
    this.enet = new EnetHost(1, CHANNELS, this::send, new Events());
    this.peer = enet.connect(host, CHANNELS, connectData, millis());
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /// Blocks until the host has accepted, at most ten seconds.
  public void open() throws IOException, InterruptedException {
    thread.start();
    if (!connected.await(CONNECT_SECONDS, TimeUnit.SECONDS) || gone) {
      close();
      throw new IOException("the host does not accept the control connection");
    }
  }

  /// Sends one message; does nothing once the connection is gone.
  public void send(int channelNumber, byte[] plain, Delivery delivery) {
    waiting.add(new Waiting(channelNumber, plain, delivery));
    selector.wakeup();
  }

  /// Says goodbye and waits for the answer, at most two seconds. A second call does nothing.
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    if (Thread.currentThread() != thread) {
      join();
    }
  }

  /// Vanishes without a word, as a client does whose network is gone.
  public void vanish() {
    gone = true;
    selector.wakeup();
    join();
  }

  private void join() {
    try {
      thread.join(LINGER_MILLIS + 1_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long nextPing = 0;
    long closedAt = 0;
    ByteBuffer in = ByteBuffer.allocate(MAX_DATAGRAM);
    try (channel;
        selector) {
      while (!gone) {
        long now = millis();
        if (closing && closedAt == 0) {
          closedAt = now;
          peer.disconnectLater(0);
        }
        if (closedAt != 0 && (now - closedAt > LINGER_MILLIS || connected.getCount() > 0)) {
          enet.disconnectNow(peer, 0);
          return;
        }
        if (peer.connected() && now - nextPing >= 0) {
          nextPing = now + PING_MILLIS;
          queue(new Waiting(GENERAL, ControlMessages.ping(), Delivery.RELIABLE));
        }
        for (Waiting w = next(); w != null; w = next()) {
          queue(w);
        }
        long due = enet.service(now);
        if (gone) {
          return;
        }
        selector.select(Math.clamp(Math.min(due, PING_MILLIS), 1, PING_MILLIS));
        selector.selectedKeys().clear();
        receive(in);
      }
    } catch (IOException _) {
      lost(false);
    } finally {
      gone = true;
      connected.countDown();
    }
  }

  private Waiting next() {
    return peer.connected() ? waiting.poll() : null;
  }

  private void queue(Waiting w) {
    byte[] sealed = sealer.seal(w.plain());
    peer.send(w.channel(), sealed, 0, sealed.length, w.delivery());
  }

  private void receive(ByteBuffer in) throws IOException {
    while (!gone) {
      in.clear();
      var from = (InetSocketAddress) channel.receive(in);
      if (from == null) {
        return;
      }
      enet.receive(in.array(), in.position(), from, millis());
    }
  }

  private void send(InetSocketAddress to, byte[] datagram, int length) {
    try {
      channel.send(ByteBuffer.wrap(datagram, 0, length), to);
    } catch (IOException _) {
      // A refused datagram is a lost one; ENet repeats what matters.
    }
  }

  private void lost(boolean timedOut) {
    if (!gone) {
      gone = true;
      if (!closing) {
        listener.disconnected(timedOut);
      }
    }
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  private final class Events implements EnetEvents {
    @Override
    public void connected(EnetPeer from) {
      queue(new Waiting(GENERAL, ControlMessages.keyFrameWanted(), Delivery.RELIABLE));
      queue(new Waiting(GENERAL, ControlMessages.startB(), Delivery.RELIABLE));
      connected.countDown();
    }

    @Override
    public void message(EnetPeer from, int number, byte[] bytes, int offset, int length) {
      if (opener.open(bytes, offset, length)) {
        byte[] plain = opener.plain();
        listener.message(opener.type(), Arrays.copyOfRange(plain, 4, 4 + opener.payloadLength()));
      }
    }

    @Override
    public void disconnected(EnetPeer from, Reason reason) {
      lost(reason == Reason.TIMEOUT);
    }
  }

  /// Whether a message type ends the stream.
  public static boolean ends(int type) {
    return type == ControlType.TERMINATION;
  }
}
