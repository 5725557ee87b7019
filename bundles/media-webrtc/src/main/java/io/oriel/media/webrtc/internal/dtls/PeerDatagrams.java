package io.oriel.media.webrtc.internal.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/// DTLS datagrams of one peer: the receive thread offers them, the handshake's thread takes them. A
/// short queue: what does not fit is lost, as datagrams are, and sent again by the peer.
final class PeerDatagrams implements DatagramTransport {
  /// Longest datagram in either direction: Chromium's certificates fit in one.
  static final int LIMIT = 1500;

  private static final int SENT = 1200; // within any path's MTU
  private static final int QUEUE = 16;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(QUEUE);
  private final Consumer<byte[]> out;
  private volatile boolean closed;

  PeerDatagrams(Consumer<byte[]> out) {
    this.out = out;
  }

  /// The receive thread; copies.
  void offer(byte[] packet, int offset, int length) {
    if (!closed && length > 0 && length <= LIMIT) {
      arrived.offer(Arrays.copyOfRange(packet, offset, offset + length));
    }
  }

  boolean closed() {
    return closed;
  }

  @Override
  public int getReceiveLimit() {
    return LIMIT;
  }

  @Override
  public int getSendLimit() {
    return SENT;
  }

  @Override
  public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
    if (closed) {
      throw new IOException("the peer is closed");
    }
    try {
      byte[] packet = arrived.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
      if (packet == null || packet == END) {
        return -1;
      }
      int n = Math.min(length, packet.length);
      System.arraycopy(packet, 0, buffer, offset, n);
      return n;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    out.accept(Arrays.copyOfRange(buffer, offset, offset + length));
  }

  /// Also called by the library when the page has closed its side.
  @Override
  public void close() {
    closed = true;
    arrived.offer(END); // a full queue wakes the reader as well
  }
}
