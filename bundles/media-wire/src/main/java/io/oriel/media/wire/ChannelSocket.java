package io.oriel.media.wire;

import io.oriel.media.wire.internal.nat.SocketAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A channel of the JDK: marked and buffered like a native socket. It knows neither priorities nor
/// the fragment bit nor the choice of a local address, and does not tell what it dropped, in a
/// device's queue neither.
final class ChannelSocket extends UdpSocket {
  final DatagramChannel channel;
  private final InetSocketAddress local;
  private final int sendBufferBytes;
  private final int receiveBufferBytes;
  private final Queue<ChannelReceiver> receivers = new ConcurrentLinkedQueue<>();

  ChannelSocket(Settings settings) throws IOException {
    boolean four = settings.local().getAddress() instanceof Inet4Address;
    channel =
        DatagramChannel.open(four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    boolean ready = false;
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBufferBytes());
      if (settings.receiveBufferBytes() > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBufferBytes());
      }
      channel.setOption(StandardSocketOptions.IP_TOS, settings.dscp() << 2);
      bind(settings.local());
      local = (InetSocketAddress) channel.getLocalAddress();
      sendBufferBytes = channel.getOption(StandardSocketOptions.SO_SNDBUF);
      receiveBufferBytes = channel.getOption(StandardSocketOptions.SO_RCVBUF);
      ready = true;
    } finally {
      if (!ready) {
        channel.close();
      }
    }
  }

  private void bind(InetSocketAddress wanted) throws IOException {
    try {
      channel.bind(wanted);
    } catch (IOException e) {
      throw new IOException("bind UDP " + wanted + ": " + e.getMessage(), e);
    }
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public int sendBufferBytes() {
    return sendBufferBytes;
  }

  @Override
  public int receiveBufferBytes() {
    return receiveBufferBytes;
  }

  @Override
  public long receiveDrops() {
    return -1;
  }

  @Override
  public DatagramSender sender(int burst) {
    checkBurst(burst);
    return new ChannelSender(this);
  }

  @Override
  public DatagramSender sender(SendMethod method, int burst) {
    return sender(burst);
  }

  @Override
  public DatagramReceiver receiver(int longest, int batch) {
    checkLongest(longest);
    checkBurst(batch);
    try {
      var receiver = new ChannelReceiver(this, longest);
      receivers.add(receiver);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("wait for datagrams", e);
    }
  }

  @Override
  public Route route(InetSocketAddress destination, InetAddress source) {
    boolean six = local.getAddress() instanceof Inet6Address;
    SocketAddresses.encode(destination, six); // refuses what a send would throw at
    return new Route(destination, new byte[0], new byte[0]);
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("close UDP " + local, e);
    }
    receivers.forEach(ChannelReceiver::wake);
  }
}
