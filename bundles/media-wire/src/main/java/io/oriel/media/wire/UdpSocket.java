package io.oriel.media.wire;

import io.oriel.media.wire.internal.nat.OutMessage;
import io.oriel.media.wire.internal.nat.SocketAddresses;
import io.oriel.media.wire.internal.nat.UdpHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/// A UDP socket for media: many threads may send over it, each through a [UdpSender] of its own,
/// and receive from it, each through a [UdpReceiver] of its own. Closing wakes the receivers.
public final class UdpSocket implements AutoCloseable {
  /// Expedited Forwarding, what networks take for live media (RFC 3246).
  public static final int DSCP_EXPEDITED = 46;

  /// How a socket is opened.
  ///
  /// @param local where to bind; port 0: any. An IPv6 address (`::`) takes and reaches IPv4 as well
  /// @param sendBufferBytes wanted size of the kernel's send buffer
  /// @param dscp code point of the IP headers, 0 … 63; 0: unmarked
  public record Settings(InetSocketAddress local, int sendBufferBytes, int dscp) {
    public Settings {
      Objects.requireNonNull(local, "local");
      if (local.isUnresolved()) {
        throw new IllegalArgumentException("unresolved address " + local);
      }
      if (sendBufferBytes < 4096) {
        throw new IllegalArgumentException("send buffer of " + sendBufferBytes + " bytes");
      }
      if (dscp < 0 || dscp > 63) {
        throw new IllegalArgumentException("DSCP " + dscp + " is not in 0 … 63");
      }
    }
  }

  final UdpHandle handle;
  private final int sendBufferBytes;

  private UdpSocket(UdpHandle handle, int sendBufferBytes) {
    this.handle = handle;
    this.sendBufferBytes = sendBufferBytes;
  }

  /// Opens and binds a socket. Any thread; does not block.
  ///
  /// @throws IOException names what the kernel refused, for example a port in use
  public static UdpSocket open(Settings settings) throws IOException {
    var handle = new UdpHandle(settings.local);
    try {
      if (settings.dscp > 0) {
        handle.mark(settings.dscp);
      }
      int bytes = handle.sendBuffer(settings.sendBufferBytes);
      return new UdpSocket(handle, bytes);
    } catch (IOException e) {
      handle.close();
      throw e;
    }
  }

  /// Where it is bound, with the port the kernel chose.
  public InetSocketAddress local() {
    return handle.local();
  }

  /// Size of the send buffer as the kernel tells it: usually twice what was asked for, since it
  /// counts its own bookkeeping, and at most twice `net.core.wmem_max`.
  public int sendBufferBytes() {
    return sendBufferBytes;
  }

  /// A way to a destination, for [UdpSender#send].
  ///
  /// @param source local address to send from; `null`: the kernel's choice
  /// @throws IllegalArgumentException an IPv6 address where the socket is IPv4
  public Route route(InetSocketAddress destination, InetAddress source) {
    return new Route(
        destination,
        SocketAddresses.encode(destination, handle.six()),
        OutMessage.source(source, handle.six()));
  }

  /// A destination, ready for the kernel. Immutable: replace it to move a stream.
  public static final class Route {
    private final InetSocketAddress destination;
    final byte[] address;
    final byte[] source;

    private Route(InetSocketAddress destination, byte[] address, byte[] source) {
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

  /// Whether [#close()] was called.
  public boolean isClosed() {
    return handle.isClosed();
  }

  /// Ends it: receivers return, sends do nothing from now on. Any thread, never blocks; a second
  /// call does nothing.
  @Override
  public void close() {
    handle.close();
  }
}
