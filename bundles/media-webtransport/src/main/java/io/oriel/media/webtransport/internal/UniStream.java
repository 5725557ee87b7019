package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamPriority;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.oriel.media.webtransport.OutgoingStream;

/// One message on a stream of its own. Fields without `volatile` belong to the server's thread.
final class UniStream implements OutgoingStream, Runnable, GenericFutureListener<Future<Void>> {
  private final UniStreams streams;
  private final long tag;
  private final int bytes;
  private final long createdNanos = System.nanoTime();
  private final QuicStreamPriority priority;
  final long deadlineNanos;
  private ByteBuf message; // until it is handed to QUIC
  private QuicStreamChannel stream;
  private volatile State state = State.UNFINISHED;

  /// @param message header of the stream included; taken over
  UniStream(
      UniStreams streams,
      long tag,
      ByteBuf message,
      QuicStreamPriority priority,
      long deadlineNanos) {
    this.streams = streams;
    this.tag = tag;
    this.message = message;
    this.priority = priority;
    this.deadlineNanos = deadlineNanos;
    bytes = message.readableBytes();
  }

  static void requireCode(int code) {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("codes of streams are 0 to 255, not " + code);
    }
  }

  @Override
  public long tag() {
    return tag;
  }

  @Override
  public int bytes() {
    return bytes;
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
    requireCode(code);
    streams.execute(() -> giveUp(State.RESET, code));
  }

  /// Comes to the server's thread.
  @Override
  public void run() {
    streams.add(this);
  }

  /// Writes everything, end included: an end on its own is not repaired when its packet is lost.
  void open(QuicStreamChannel opened) {
    stream = opened;
    opened.updatePriority(priority);
    ByteBuf all = message;
    message = null;
    opened.writeAndFlush(new DefaultQuicStreamFrame(all, true)).addListener(this);
  }

  @Override
  public void operationComplete(Future<Void> written) {
    end(written.isSuccess() ? State.SENT : State.FAILED);
  }

  boolean unfinished() {
    return state == State.UNFINISHED;
  }

  /// Resets it; what QUIC has of it already is not sent any more.
  void giveUp(State as, int code) {
    if (!unfinished()) {
      return;
    }
    QuicStreamChannel open = stream;
    end(as);
    if (open != null) {
      open.shutdownOutput(code);
      open.close();
    }
  }

  private void end(State as) {
    if (!unfinished()) {
      return;
    }
    state = as;
    stream = null; // whoever keeps this for its figures shall not keep the channel
    if (message != null) {
      message.release();
      message = null;
    }
    streams.ended(this);
  }
}
