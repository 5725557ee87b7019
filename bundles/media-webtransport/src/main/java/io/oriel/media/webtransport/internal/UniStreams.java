package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamPriority;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import io.oriel.media.webtransport.Limits;
import io.oriel.media.webtransport.OutgoingStream;
import io.oriel.media.webtransport.WebTransportSession;
import io.oriel.media.webtransport.internal.wire.Varint;
import io.oriel.media.webtransport.internal.wire.Wire;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The unidirectional streams of one session, from the first byte to the end or the reset.
///
/// [#create] is for any thread, all else for the server's.
final class UniStreams {
  /// Not incremental: streams served in turn would all be late when the link is too slow.
  private static final QuicStreamPriority[] PRIORITIES = new QuicStreamPriority[128];

  static {
    for (int i = 0; i < PRIORITIES.length; i++) {
      PRIORITIES[i] = new QuicStreamPriority(i, false);
    }
  }

  private final QuicChannel channel;
  private final Limits limits;
  private final long sessionId;
  private final int headerBytes;
  private final Consumer<OutgoingStream> ended;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong late = new AtomicLong();

  private final ArrayDeque<UniStream> unfinished = new ArrayDeque<>();
  private final ArrayDeque<UniStream> waiting = new ArrayDeque<>(); // for the client's leave
  private Future<?> sweep;
  private long sweepAt;
  private boolean closed;

  UniStreams(QuicChannel channel, Limits limits, long sessionId, Consumer<OutgoingStream> ended) {
    this.channel = channel;
    this.limits = limits;
    this.sessionId = sessionId;
    this.ended = ended;
    headerBytes = Varint.length(Wire.UNI_STREAM) + Varint.length(sessionId);
  }

  /// See [WebTransportSession#createUni].
  UniStream create(long tag, ByteBuffer head, MemorySegment body, int urgency, long deadlineNanos) {
    QuicStreamPriority priority = PRIORITIES[Objects.checkIndex(urgency, PRIORITIES.length)];
    int headBytes = head.remaining();
    int bodyBytes = Math.toIntExact(body.byteSize());
    int all = headerBytes + headBytes + bodyBytes;
    if (count.incrementAndGet() > limits.unfinishedStreams()) {
      count.decrementAndGet();
      return null;
    }
    if (bytes.addAndGet(all) > limits.unfinishedBytes()) {
      forget(all);
      return null;
    }
    ByteBuf message = PooledByteBufAllocator.DEFAULT.directBuffer(all);
    Varint.write(message, Wire.UNI_STREAM);
    Varint.write(message, sessionId);
    message.writeBytes(head);
    int at = message.writerIndex();
    MemorySegment.copy(
        body,
        ValueLayout.JAVA_BYTE,
        0,
        MemorySegment.ofBuffer(message.internalNioBuffer(at, bodyBytes)),
        ValueLayout.JAVA_BYTE,
        0,
        bodyBytes);
    message.writerIndex(at + bodyBytes);
    var stream = new UniStream(this, tag, message, priority, deadlineNanos);
    try {
      channel.eventLoop().execute(stream);
    } catch (RejectedExecutionException e) { // the server is closed
      message.release();
      forget(all);
      return null;
    }
    return stream;
  }

  private void forget(int messageBytes) {
    count.decrementAndGet();
    bytes.addAndGet(-messageBytes);
  }

  int count() {
    return count.get();
  }

  long bytes() {
    return bytes.get();
  }

  long late() {
    return late.get();
  }

  void execute(Runnable task) {
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      // The server is closed, and with it all streams.
    }
  }

  /// A new one has come to the server's thread.
  void add(UniStream stream) {
    unfinished.add(stream);
    if (closed) {
      stream.giveUp(OutgoingStream.State.FAILED, 0);
      return;
    }
    waiting.add(stream);
    openWaiting();
    if (stream.unfinished()) {
      watch(stream.deadlineNanos);
    }
  }

  /// Opens what waits while the client allows streams. Asked before each one: a refused stream has
  /// used up its number for good, and Netty's numbers and the client's never meet again.
  void openWaiting() {
    UniStream next;
    while ((next = waiting.peek()) != null) {
      if (!next.unfinished()) {
        waiting.poll();
        continue;
      }
      if (channel.peerAllowedStreams(QuicStreamType.UNIDIRECTIONAL) <= 0) {
        return;
      }
      waiting.poll();
      Future<QuicStreamChannel> opened =
          channel.createStream(QuicStreamType.UNIDIRECTIONAL, IgnoredInput.INSTANCE);
      if (opened.isSuccess()) {
        next.open(opened.getNow());
      } else {
        next.giveUp(OutgoingStream.State.FAILED, 0);
      }
    }
  }

  void ended(UniStream stream) {
    if (unfinished.peek() == stream) {
      unfinished.poll();
    } else {
      unfinished.remove(stream);
    }
    forget(stream.bytes());
    if (stream.state() == OutgoingStream.State.LATE) {
      late.incrementAndGet();
    }
    ended.accept(stream);
  }

  private void watch(long deadlineNanos) {
    if (deadlineNanos == WebTransportSession.NO_DEADLINE) {
      return;
    }
    if (sweep != null) {
      if (sweepAt - deadlineNanos <= 0) {
        return;
      }
      sweep.cancel(false);
    }
    sweepAt = deadlineNanos;
    long wait = Math.max(0, deadlineNanos - System.nanoTime());
    sweep = channel.eventLoop().schedule(this::sweep, wait, TimeUnit.NANOSECONDS);
  }

  private void sweep() {
    sweep = null;
    long now = System.nanoTime();
    long next = WebTransportSession.NO_DEADLINE;
    for (UniStream stream : List.copyOf(unfinished)) {
      if (stream.deadlineNanos == WebTransportSession.NO_DEADLINE) {
        continue;
      }
      if (stream.deadlineNanos - now <= 0) {
        stream.giveUp(OutgoingStream.State.LATE, WebTransportSession.LATE);
      } else if (next == WebTransportSession.NO_DEADLINE || stream.deadlineNanos - next < 0) {
        next = stream.deadlineNanos;
      }
    }
    if (!closed) {
      openWaiting();
      watch(next);
    }
  }

  /// The session is over.
  void close() {
    closed = true;
    if (sweep != null) {
      sweep.cancel(false);
      sweep = null;
    }
    for (UniStream stream : List.copyOf(unfinished)) {
      stream.giveUp(OutgoingStream.State.FAILED, 0);
    }
    waiting.clear();
  }
}
