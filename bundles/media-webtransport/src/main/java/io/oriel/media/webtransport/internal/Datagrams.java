package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.oriel.media.webtransport.internal.wire.Varint;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Sends the datagrams of one session; any thread.
///
/// What QUIC does with them it does not tell: its queue is short, and what does not fit is dropped
/// while the write is reported as done.
final class Datagrams implements GenericFutureListener<Future<Void>> {
  private final QuicChannel channel;
  private final long quarterId;
  private final int headerBytes;
  private final int queue;
  private final AtomicInteger underWay = new AtomicInteger(); // towards the server's thread
  private final LongAdder refused = new LongAdder();
  private volatile int most;
  private volatile boolean closed;

  Datagrams(QuicChannel channel, long sessionId, int queue) {
    this.channel = channel;
    this.queue = queue;
    quarterId = sessionId / 4;
    headerBytes = Varint.length(quarterId);
  }

  /// @param bytes that the connection carries, header included; 0: none
  void most(int bytes) {
    most = Math.max(0, bytes - headerBytes);
  }

  int most() {
    return most;
  }

  long refused() {
    return refused.sum();
  }

  void close() {
    closed = true;
  }

  boolean send(ByteBuffer bytes) {
    if (closed || bytes.remaining() > most) {
      refused.increment();
      return false;
    }
    if (underWay.incrementAndGet() > queue) {
      underWay.decrementAndGet();
      refused.increment();
      return false;
    }
    ByteBuf message = PooledByteBufAllocator.DEFAULT.directBuffer(headerBytes + bytes.remaining());
    Varint.write(message, quarterId);
    message.writeBytes(bytes);
    try {
      channel.writeAndFlush(message).addListener(this);
      return true;
    } catch (RejectedExecutionException e) { // the server is closed
      underWay.decrementAndGet();
      return false;
    }
  }

  @Override
  public void operationComplete(Future<Void> written) {
    underWay.decrementAndGet();
  }
}
