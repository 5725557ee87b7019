package io.oriel.transport.webtransport.internal;

import io.oriel.media.webtransport.ConnectRequest;
import io.oriel.media.webtransport.OutgoingStream;
import io.oriel.media.webtransport.WebTransportSession;
import io.oriel.media.webtransport.WebTransportStats;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A session whose streams stay unfinished until the test says otherwise.
final class FakeSession implements WebTransportSession {
  final List<Stream> streams = new CopyOnWriteArrayList<>();
  final List<byte[]> datagrams = new CopyOnWriteArrayList<>();
  volatile WebTransportStats stats = WebTransportStats.NONE;
  volatile int most = Integer.MAX_VALUE;
  volatile String closed;

  /// One of them.
  static final class Stream implements OutgoingStream {
    final long tag;
    final byte[] head;
    final byte[] body;
    final long deadlineNanos;
    final long createdNanos = System.nanoTime();
    volatile State state = State.UNFINISHED;

    Stream(long tag, byte[] head, byte[] body, long deadlineNanos) {
      this.tag = tag;
      this.head = head;
      this.body = body;
      this.deadlineNanos = deadlineNanos;
    }

    @Override
    public long tag() {
      return tag;
    }

    @Override
    public int bytes() {
      return head.length + body.length;
    }

    @Override
    public State state() {
      return state;
    }

    @Override
    public long createdNanos() {
      return createdNanos;
    }

    @Override
    public void reset(int code) {
      state = State.RESET;
    }
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public ConnectRequest request() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String protocol() {
    return Doorman.PROTOCOL;
  }

  @Override
  public InetSocketAddress peer() {
    return new InetSocketAddress("127.0.0.1", 9);
  }

  @Override
  public boolean isOpen() {
    return closed == null;
  }

  @Override
  public OutgoingStream createUni(
      long tag, ByteBuffer head, MemorySegment body, int urgency, long deadlineNanos) {
    if (unfinishedStreams() >= most) {
      return null;
    }
    byte[] first = new byte[head.remaining()];
    head.get(first);
    var stream = new Stream(tag, first, body.toArray(ValueLayout.JAVA_BYTE), deadlineNanos);
    streams.add(stream);
    return stream;
  }

  @Override
  public int unfinishedStreams() {
    return (int) streams.stream().filter(s -> s.state == OutgoingStream.State.UNFINISHED).count();
  }

  @Override
  public long unfinishedBytes() {
    return 0;
  }

  @Override
  public boolean datagram(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    datagrams.add(copy);
    return true;
  }

  @Override
  public int maxDatagramBytes() {
    return 1200;
  }

  @Override
  public WebTransportStats stats() {
    return stats;
  }

  @Override
  public void close(int code, String reason) {
    closed = reason;
  }
}
