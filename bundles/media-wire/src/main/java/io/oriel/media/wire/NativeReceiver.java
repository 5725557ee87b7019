package io.oriel.media.wire;

import io.oriel.media.core.Counter;
import io.oriel.media.nat.Poller;
import io.oriel.media.wire.internal.nat.ErrorQueue;
import io.oriel.media.wire.internal.nat.InMessages;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.util.Objects;

/// Receives with `recvmmsg`, and with receive offload where the socket has it.
final class NativeReceiver implements DatagramReceiver {
  // What one message of the receive offload may hold, and how many of those are taken at once
  private static final int COALESCED_BYTES = 65_536;
  private static final int COALESCED_SLOTS = 16;

  private final NativeSocket socket;
  private final int longest;
  private final InMessages messages;
  private final Poller poller;
  private final ErrorQueue errors = new ErrorQueue();
  private final Counter datagrams = new Counter();
  private final Counter oversized = new Counter();

  NativeReceiver(NativeSocket socket, int longest, int batch) {
    this.socket = socket;
    this.longest = longest;
    this.messages =
        socket.coalesces
            ? new InMessages(Math.min(batch, COALESCED_SLOTS), COALESCED_BYTES)
            : new InMessages(batch, longest);
    this.poller = new Poller(socket.handle.fd(), socket.handle.closingFd());
  }

  @Override
  public int receive(byte[] to, int offset, long timeoutNanos) throws IOException {
    Objects.checkIndex(offset, to.length + 1);
    if (!socket.handle.enter()) {
      return -1;
    }
    try {
      long deadline = timeoutNanos > 0 ? System.nanoTime() + timeoutNanos : 0;
      while (available(timeoutNanos, deadline)) {
        int length = messages.length();
        if (length <= Math.min(longest, to.length - offset) && !messages.cut()) {
          MemorySegment.copy(
              messages.bytes(), ValueLayout.JAVA_BYTE, messages.offset(), to, offset, length);
          datagrams.increment();
          return length;
        }
        oversized.increment();
      }
      return -1;
    } finally {
      socket.handle.exit();
    }
  }

  /// Moves to the next datagram, waiting for it until the deadline.
  private boolean available(long timeoutNanos, long deadline) throws IOException {
    if (messages.next()) {
      return true;
    }
    while (!messages.fetch(socket.handle.fd())) {
      long left = timeoutNanos > 0 ? deadline - System.nanoTime() : 0;
      if (left <= 0) {
        return false;
      }
      if (poller.poll(left) && poller.readable(1)) {
        return false; // closed
      }
      if (messages.fetch(socket.handle.fd())) {
        break;
      }
      errors.drain(socket.handle.fd()); // or polling would return at once again
    }
    return messages.next();
  }

  @Override
  public InetSocketAddress source() {
    return messages.source();
  }

  @Override
  public long datagrams() {
    return datagrams.get();
  }

  @Override
  public long oversized() {
    return oversized.get();
  }
}
