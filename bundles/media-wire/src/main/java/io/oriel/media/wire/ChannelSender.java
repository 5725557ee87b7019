package io.oriel.media.wire;

import io.oriel.media.core.Counter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/// Sends one by one through a channel.
final class ChannelSender implements DatagramSender {
  // How long to wait for room before looking again; a channel is not worth a selector per sender
  private static final long WAIT_NANOS = 100_000;

  private final ChannelSocket socket;
  private final Counter datagrams = new Counter();
  private final Counter drops = new Counter();
  private final Counter retries = new Counter();
  private DatagramBatch of;
  private ByteBuffer bytes;

  ChannelSender(ChannelSocket socket) {
    this.socket = socket;
  }

  @Override
  public int send(
      DatagramBatch batch, int from, int count, UdpSocket.Route to, long deadlineNanos) {
    batch.checkRange(from, count);
    if (socket.isClosed()) {
      return 0;
    }
    if (batch != of) {
      bytes = batch.bytes().asByteBuffer();
      of = batch;
    }
    int sent = 0;
    for (int i = from; i < from + count; i++) {
      bytes.clear().position(batch.start(i)).limit(batch.start(i) + batch.length(i));
      if (send(to, deadlineNanos)) {
        sent++;
      } else {
        drops.increment();
      }
    }
    datagrams.add(sent);
    return sent;
  }

  private boolean send(UdpSocket.Route to, long deadlineNanos) {
    try {
      while (socket.channel.send(bytes, to.destination()) == 0) {
        if (System.nanoTime() - deadlineNanos >= 0) {
          return false;
        }
        retries.increment();
        LockSupport.parkNanos(WAIT_NANOS);
      }
      return true;
    } catch (IOException e) {
      return false; // refused by the network, or closed: counted as a drop
    }
  }

  @Override
  public SendMethod method() {
    return SendMethod.PORTABLE;
  }

  @Override
  public long datagrams() {
    return datagrams.get();
  }

  @Override
  public long drops() {
    return drops.get();
  }

  /// Always 0: a channel does not tell why.
  @Override
  public long oversized() {
    return 0;
  }

  @Override
  public long retries() {
    return retries.get();
  }
}
