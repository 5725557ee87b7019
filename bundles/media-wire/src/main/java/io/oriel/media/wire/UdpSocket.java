package io.oriel.media.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A UDP socket for media: many threads may send over it, each through a [DatagramSender] of its
/// own, and receive from it, each through a [DatagramReceiver] of its own. Closing wakes the
/// receivers.
///
/// It is the kernel's own where native calls are possible, else a channel of the JDK, which does
/// the same with more CPU and without some of the settings; the log says why once.
public abstract sealed class UdpSocket implements AutoCloseable
    permits NativeSocket, ChannelSocket {
  /// Expedited Forwarding, what networks take for live media (RFC 3246).
  public static final int DSCP_EXPEDITED = 46;

  /// The priority of what somebody waits for (`TC_PRIO_INTERACTIVE` of linux/pkt_sched.h); the
  /// kernel derives the same from [#DSCP_EXPEDITED], but over IPv4 only.
  public static final int PRIORITY_INTERACTIVE = 6;

  private static final Logger LOG = LoggerFactory.getLogger(UdpSocket.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  /// How a socket is opened.
  ///
  /// @param local where to bind; port 0: any. An IPv6 address (`::`) takes and reaches IPv4 as well
  /// @param sendBufferBytes wanted size of the kernel's send buffer
  /// @param receiveBufferBytes wanted size of its receive buffer; 0: as the system has it
  /// @param dscp code point of the IP headers, 0 … 63; 0: unmarked
  /// @param priority in this machine's own queues (`SO_PRIORITY`), 0 … 6; 0: what follows from the
  ///   code point
  /// @param dontFragment refuse and count what exceeds the path's MTU, rather than have it cut in
  ///   fragments, each of whose loss loses all
  /// @param coalesce let the kernel hand over several datagrams as one where they came so (receive
  ///   offload): cheaper for bulk, but every receiver then holds 1 MiB. Not for sockets
  ///   that mostly send
  public record Settings(
      InetSocketAddress local,
      int sendBufferBytes,
      int receiveBufferBytes,
      int dscp,
      int priority,
      boolean dontFragment,
      boolean coalesce) {
    public Settings {
      Objects.requireNonNull(local, "local");
      if (local.isUnresolved()) {
        throw new IllegalArgumentException("unresolved address " + local);
      }
      if (sendBufferBytes < 4096) {
        throw new IllegalArgumentException("send buffer of " + sendBufferBytes + " bytes");
      }
      if (receiveBufferBytes != 0 && receiveBufferBytes < 4096) {
        throw new IllegalArgumentException("receive buffer of " + receiveBufferBytes + " bytes");
      }
      if (dscp < 0 || dscp > 63) {
        throw new IllegalArgumentException("DSCP " + dscp + " is not in 0 … 63");
      }
      if (priority < 0 || priority > 6) {
        throw new IllegalArgumentException("priority " + priority + " is not in 0 … 6");
      }
    }

    /// Nothing special but a code point.
    public Settings(InetSocketAddress local, int sendBufferBytes, int dscp) {
      this(local, sendBufferBytes, 0, dscp, 0, false, false);
    }

    /// The same with a receive buffer.
    public Settings receiveBuffer(int bytes) {
      return new Settings(local, sendBufferBytes, bytes, dscp, priority, dontFragment, coalesce);
    }

    /// The same with a priority.
    public Settings priority(int priority) {
      return new Settings(
          local, sendBufferBytes, receiveBufferBytes, dscp, priority, dontFragment, coalesce);
    }

    /// The same without fragments.
    public Settings unfragmented() {
      return new Settings(
          local, sendBufferBytes, receiveBufferBytes, dscp, priority, true, coalesce);
    }

    /// The same with receive offload.
    public Settings coalescing() {
      return new Settings(
          local, sendBufferBytes, receiveBufferBytes, dscp, priority, dontFragment, true);
    }
  }

  /// A destination, ready for the kernel. Immutable: replace it to move a stream.
  public static final class Route {
    final InetSocketAddress destination;
    final byte[] address; // as the kernel has it; both empty for a channel
    final byte[] source;

    Route(InetSocketAddress destination, byte[] address, byte[] source) {
      this.destination = destination;
      this.address = address;
      this.source = source;
    }

    /// Where it leads.
    public InetSocketAddress destination() {
      return destination;
    }

    @Override
    public String toString() {
      return "Route[" + destination + "]";
    }
  }

  UdpSocket() {}

  /// Opens and binds a socket. Any thread; does not block. Where the kernel gives smaller buffers
  /// than asked for, the log names the remedy.
  ///
  /// @throws IOException names what the kernel refused, for example a port in use
  public static UdpSocket open(Settings settings) throws IOException {
    try {
      return told(new NativeSocket(settings), settings);
    } catch (LinkageError | IllegalCallerException e) {
      if (!TOLD.getAndSet(true)) {
        LOG.warn(
            "UDP goes through the JDK's channels, which cost more CPU: no native sockets ({});"
                + " start with --enable-native-access",
            e.toString());
      }
      return openPortable(settings);
    }
  }

  /// Opens and binds a channel of the JDK, whether or not there is better: to compare with.
  public static UdpSocket openPortable(Settings settings) throws IOException {
    return told(new ChannelSocket(settings), settings);
  }

  private static UdpSocket told(UdpSocket socket, Settings settings) {
    tell("send", socket.sendBufferBytes(), settings.sendBufferBytes, "net.core.wmem_max", socket);
    tell(
        "receive",
        socket.receiveBufferBytes(),
        settings.receiveBufferBytes,
        "net.core.rmem_max",
        socket);
    return socket;
  }

  private static void tell(String which, int got, int wanted, String limit, UdpSocket socket) {
    if (got < wanted) {
      LOG.warn(
          "UDP port {} has a {} buffer of {} bytes instead of {}: bursts beyond it are dropped;"
              + " allow more with sysctl -w {}={}",
          socket.local().getPort(),
          which,
          got,
          wanted,
          limit,
          wanted);
    }
  }

  /// Where it is bound, with the port the kernel chose.
  public abstract InetSocketAddress local();

  /// Size of the send buffer, to compare with the one that was asked for: what the kernel tells,
  /// less the half that it adds for its own bookkeeping. At most `net.core.wmem_max`, unless this
  /// process may go beyond (`CAP_NET_ADMIN`).
  public abstract int sendBufferBytes();

  /// Size of the receive buffer, as that of the send buffer; the limit is `net.core.rmem_max`.
  public abstract int receiveBufferBytes();

  /// Datagrams that arrived and found no room in the receive buffer (the count that `SO_RXQ_OVFL`
  /// tells, with those of wrong checksum), since the socket was opened; with [Settings#coalesce()]
  /// what came together counts as one. -1: the system does not tell, or the socket is closed. Any
  /// thread; a system call.
  public abstract long receiveDrops();

  /// A sender with the cheapest method that this kernel has.
  ///
  /// @param burst most datagrams per system call, 1 … [DatagramSender#LONGEST_BURST]; 1:
  ///   [SendMethod#SINGLY]
  public abstract DatagramSender sender(int burst);

  /// A sender with a method, or a simpler one where this socket does not have it: to compare.
  public abstract DatagramSender sender(SendMethod method, int burst);

  /// A receiver.
  ///
  /// @param longest bytes of a datagram, 1 … 65 535; what is longer is dropped and counted
  /// @param batch datagrams taken at once, 1 … [DatagramSender#LONGEST_BURST]
  public abstract DatagramReceiver receiver(int longest, int batch);

  /// A way to a destination, for [DatagramSender#send].
  ///
  /// @param source local address to send from; `null`: the kernel's choice
  /// @throws IllegalArgumentException an IPv6 address where the socket is IPv4
  public abstract Route route(InetSocketAddress destination, InetAddress source);

  /// Whether [#close()] was called.
  public abstract boolean isClosed();

  /// Ends it: receivers return, sends do nothing from now on. Any thread, never blocks; a second
  /// call does nothing.
  @Override
  public abstract void close();

  static void checkBurst(int burst) {
    if (burst < 1 || burst > DatagramSender.LONGEST_BURST) {
      throw new IllegalArgumentException(
          "bursts of " + burst + " datagrams, not 1 … " + DatagramSender.LONGEST_BURST);
    }
  }

  static void checkLongest(int longest) {
    if (longest < 1 || longest > 65_535) {
      throw new IllegalArgumentException("datagrams of " + longest + " bytes");
    }
  }
}
