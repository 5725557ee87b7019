package io.oriel.media.webrtc.internal;

import io.oriel.media.wire.DatagramBatch;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.UdpSocket;
import java.util.concurrent.locks.ReentrantLock;

/// Sends single datagrams for all peers of a server: checks, handshakes, reports, and packets that
/// are sent again. Any thread.
public final class ControlSender {
  private static final int LONGEST = 1500;
  private static final long DEADLINE_NANOS = 2_000_000;

  private final ReentrantLock lock = new ReentrantLock(); // handshakes have threads of their own
  private final DatagramSender sender;
  private final DatagramBatch batch = new DatagramBatch(1, LONGEST);

  public ControlSender(UdpSocket socket) {
    sender = socket.sender(1);
  }

  /// @param length 1 … 1500
  /// @return `false`: it was dropped
  public boolean send(byte[] datagram, int length, UdpSocket.Route to) {
    lock.lock();
    try {
      batch.clear();
      return batch.add(datagram, 0, length)
          && sender.send(batch, 0, 1, to, System.nanoTime() + DEADLINE_NANOS) == 1;
    } finally {
      lock.unlock();
    }
  }
}
