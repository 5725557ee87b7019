package io.oriel.host.web.internal.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.oriel.api.web.WebSocket;
import io.oriel.api.web.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A WebSocket to a page. What is sent before the handshake is over waits for it.
public final class PageSocket implements WebSocket {
  static final long MOST_WAITING = 4L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(PageSocket.class);
  private static final int MOST_REASON = 120;
  private static final long CLOSE_SECONDS = 5;
  private static final long END_MILLIS = 100;

  private final Channel channel;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  // the channel's thread only
  private List<WebSocketFrame> early = new ArrayList<>();

  PageSocket(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void text(String message) {
    send(new TextWebSocketFrame(message));
  }

  @Override
  public void binary(ByteBuffer message) {
    send(new BinaryWebSocketFrame(Unpooled.copiedBuffer(message)));
  }

  @Override
  public long waitingBytes() {
    return waiting.get();
  }

  @Override
  public void close(int code, String reason) {
    if (closing.compareAndSet(false, true)) {
      boolean known = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
      boolean own = code >= 3000 && code <= 4999;
      var frame = new CloseWebSocketFrame(known || own ? code : 1011, cut(reason));
      run(frame, () -> leave(frame));
    }
  }

  private void send(WebSocketFrame frame) {
    int bytes = frame.content().readableBytes();
    if (closing.get() || !channel.isActive()) {
      frame.release();
      return;
    }
    if (waiting.addAndGet(bytes) > MOST_WAITING) {
      frame.release();
      waiting.addAndGet(-bytes);
      LOG.info("a page reads too slowly; its socket is closed");
      closing.set(true);
      channel.close(); // a close frame would wait behind what the page does not take
      return;
    }
    run(frame, () -> write(frame, bytes));
  }

  private void run(WebSocketFrame frame, Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
      return;
    }
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException _) {
      frame.release();
    }
  }

  private void write(WebSocketFrame frame, int bytes) {
    if (early != null) {
      early.add(frame);
      return;
    }
    channel.writeAndFlush(frame).addListener(_ -> waiting.addAndGet(-bytes));
  }

  private void leave(CloseWebSocketFrame frame) {
    if (early != null) {
      frame.release();
      channel.close();
      return;
    }
    channel.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
    channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  /// The handshake is over. The channel's thread.
  void opened() {
    List<WebSocketFrame> waited = early;
    early = null;
    for (WebSocketFrame frame : waited) {
      write(frame, frame.content().readableBytes());
    }
  }

  /// Tells the listener that it is over, once. The channel's thread, or the one that opened it when
  /// the handshake fails.
  void over(WebSocketListener heard) {
    closing.set(true);
    if (told.compareAndSet(false, true)) {
      try {
        heard.closed();
      } catch (RuntimeException e) {
        LOG.error("a listener failed when its socket was closed", e);
      }
      over.complete(null);
    }
  }

  /// Called when the listener was told that it is over, on that thread, or at once.
  public void whenOver(Runnable then) {
    over.thenRun(then);
  }

  /// Closes it, even if the page reads nothing. Any thread; does not wait.
  public void end(int code, String reason) {
    close(code, reason);
    try {
      channel.eventLoop().schedule(() -> channel.close(), END_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      LOG.debug("the server was closed before a socket");
    }
  }

  /// Drops what was to be sent after a handshake that never came. The channel's thread.
  void discard() {
    if (early != null) {
      early.forEach(WebSocketFrame::release);
      early.clear();
    }
  }

  private static String cut(String reason) {
    String shown = reason;
    while (shown.getBytes(StandardCharsets.UTF_8).length > MOST_REASON) {
      shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
    }
    return shown;
  }
}
