package io.oriel.media.wire;

import io.oriel.media.nat.ErrnoException;
import io.oriel.media.wire.internal.nat.OutMessage;
import io.oriel.media.wire.internal.nat.SocketAddresses;
import io.oriel.media.wire.internal.nat.UdpHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A socket of the kernel, used through the C library.
final class NativeSocket extends UdpSocket {
  final UdpHandle handle;
  final boolean coalesces;
  private final int sendBufferBytes;
  private final int receiveBufferBytes;

  NativeSocket(Settings settings) throws IOException {
    handle = new UdpHandle(settings.local());
    boolean ready = false;
    try {
      var options = handle.options();
      if (settings.dscp() > 0) {
        options.mark(settings.dscp());
      }
      if (settings.priority() > 0) {
        options.priority(settings.priority()); // after the mark, which sets one too
      }
      options.reportDrops();
      if (settings.dontFragment()) {
        options.neverFragment();
      }
      sendBufferBytes = options.sendBuffer(settings.sendBufferBytes());
      receiveBufferBytes = options.receiveBuffer(settings.receiveBufferBytes());
      coalesces = settings.coalesce() && options.coalesce();
      ready = true;
    } finally {
      if (!ready) {
        handle.close();
      }
    }
  }

  @Override
  public InetSocketAddress local() {
    return handle.local();
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
    if (!handle.enter()) {
      return -1;
    }
    try {
      return handle.options().receiveDrops();
    } catch (ErrnoException e) {
      return -1;
    } finally {
      handle.exit();
    }
  }

  @Override
  public DatagramSender sender(int burst) {
    return sender(SendMethod.SEGMENTS, burst);
  }

  @Override
  public DatagramSender sender(SendMethod method, int burst) {
    checkBurst(burst);
    return new NativeSender(this, method, burst);
  }

  @Override
  public DatagramReceiver receiver(int longest, int batch) {
    checkLongest(longest);
    checkBurst(batch);
    return new NativeReceiver(this, longest, batch);
  }

  @Override
  public Route route(InetSocketAddress destination, InetAddress source) {
    return new Route(
        destination,
        SocketAddresses.encode(destination, handle.six()),
        OutMessage.source(source, handle.six()));
  }

  @Override
  public boolean isClosed() {
    return handle.isClosed();
  }

  @Override
  public void close() {
    handle.close();
  }
}
