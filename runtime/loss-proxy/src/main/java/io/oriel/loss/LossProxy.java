package io.oriel.loss;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A bad network between clients and a host: forwards UDP in both directions, impairing each on its
/// own. All ports and clients of a proxy share its two directions, as they would share a line.
///
/// Every client gets a socket of its own towards the host. Datagrams leave within some 0.1 ms of
/// their time on an idle machine. Any thread may call.
public final class LossProxy implements AutoCloseable {
  private final List<Entrance> entrances;
  private final Selector inletSelector;
  private final Selector outletSelector;
  private final Direction up;
  private final Direction down;
  private final AtomicLong refused = new AtomicLong();
  private final Inlet inlet;
  private final List<Thread> readers;

  private LossProxy(List<Entrance> entrances, Impairments up, Impairments down, Limits limits)
      throws IOException {
    this.entrances = List.copyOf(entrances);
    inletSelector = Selector.open();
    outletSelector = Selector.open();
    for (Entrance entrance : entrances) {
      entrance.listening.register(inletSelector, SelectionKey.OP_READ, entrance);
    }
    this.up = new Direction("up", up, limits.bytes());
    this.down = new Direction("down", down, limits.bytes());
    inlet = new Inlet(this.entrances, inletSelector, outletSelector, this.up, refused);
    readers =
        List.of(
            Thread.ofPlatform().daemon().name("loss-read-up").start(inlet),
            Thread.ofPlatform()
                .daemon()
                .name("loss-read-down")
                .start(new Outlet(outletSelector, this.down)));
  }

  /// Serves one port with the usual limits.
  ///
  /// @param listen port 0: any free one, see [#address()]
  /// @param up towards the host
  /// @param down towards the clients
  public static LossProxy start(
      InetSocketAddress listen, InetSocketAddress to, Impairments up, Impairments down)
      throws IOException {
    return start(List.of(new Forward(listen, to)), up, down, Limits.USUAL);
  }

  /// Serves several ports.
  ///
  /// @throws IOException a port cannot be bound; the message names it, and none stays bound
  public static LossProxy start(
      List<Forward> forwards, Impairments up, Impairments down, Limits limits) throws IOException {
    if (forwards.isEmpty()) {
      throw new IllegalArgumentException("no port to forward");
    }
    var open = new ArrayList<Entrance>();
    try {
      for (Forward forward : forwards) {
        open.add(Entrance.open(forward, limits));
      }
      return new LossProxy(open, up, down, limits);
    } catch (IOException e) {
      for (Entrance entrance : open) {
        entrance.close();
      }
      throw e;
    }
  }

  /// Where clients send to, of the first port.
  public InetSocketAddress address() {
    return entrances.getFirst().forward().listen();
  }

  /// All ports, with their real numbers.
  public List<Forward> forwards() {
    return entrances.stream().map(Entrance::forward).toList();
  }

  /// Impairs differently from the next datagrams on; those waiting keep their times.
  public void change(Impairments up, Impairments down) {
    this.up.change(up);
    this.down.change(down);
  }

  /// Lets the host see every client at another address and port soon, as when a phone changes its
  /// network. A client notices nothing; what waited for the old address is not sent.
  ///
  /// @param source one of this machine's addresses
  public void moveClients(InetAddress source) throws IOException {
    try (var probe = DatagramChannel.open()) { // said here rather than on the reader's thread
      probe.bind(new InetSocketAddress(source, 0));
    } catch (IOException e) {
      throw new IOException(
          "cannot send from " + source.getHostAddress() + ": " + e.getMessage(), e);
    }
    inlet.moveTo(source);
  }

  /// What happened towards the host.
  public Counts up() {
    return up.counts();
  }

  /// What happened towards the clients.
  public Counts down() {
    return down.counts();
  }

  /// Clients known now, over all ports.
  public int clients() {
    return entrances.stream().mapToInt(Entrance::size).sum();
  }

  /// Datagrams of clients for whom there was no place.
  public long refused() {
    return refused.get();
  }

  /// Stops at once; what waits is not sent. A second call does nothing.
  @Override
  public void close() throws IOException {
    inletSelector.close();
    outletSelector.close();
    try {
      for (Thread reader : readers) {
        reader.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    up.close();
    down.close();
    for (Entrance entrance : entrances) {
      entrance.close();
    }
  }
}
