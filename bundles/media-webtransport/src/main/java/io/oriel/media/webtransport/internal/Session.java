package io.oriel.media.webtransport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.oriel.media.webtransport.ClientStream;
import io.oriel.media.webtransport.ClientStreamListener;
import io.oriel.media.webtransport.CloseReason;
import io.oriel.media.webtransport.ConnectRequest;
import io.oriel.media.webtransport.Decision;
import io.oriel.media.webtransport.OutgoingStream;
import io.oriel.media.webtransport.WebTransportListener;
import io.oriel.media.webtransport.WebTransportSession;
import io.oriel.media.webtransport.WebTransportStats;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session, from its answer to its end.
final class Session implements WebTransportSession {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final Connection connection;
  private final QuicChannel channel;
  private final ConnectStream stream;
  private final ConnectRequest request;
  private final String protocol;
  private final WebTransportListener listener;
  private final UniStreams uniStreams;
  private final Datagrams datagrams;
  private final PathFigures figures;
  private final long streamId;
  private Future<?> tick; // this and the next two: server's thread
  private long heard;
  private long heardNanos = System.nanoTime();
  private volatile boolean open = true;
  private volatile InetSocketAddress peer;

  Session(
      Connection connection,
      ConnectStream stream,
      ConnectRequest request,
      Decision.Accepted accepted) {
    this.connection = connection;
    this.stream = stream;
    this.request = request;
    channel = connection.channel();
    protocol = request.protocols().contains(accepted.protocol()) ? accepted.protocol() : "";
    listener = accepted.listener();
    streamId = stream.streamId();
    peer = request.peer();
    uniStreams = new UniStreams(channel, connection.config().limits(), streamId, this::streamEnded);
    datagrams = new Datagrams(channel, streamId, connection.config().limits().datagramQueue());
    figures = new PathFigures(channel);
  }

  /// Tells the listener.
  void start() {
    long every = connection.config().statsInterval().toNanos();
    tick =
        channel.eventLoop().scheduleWithFixedDelay(this::tick, every, every, TimeUnit.NANOSECONDS);
    try {
      listener.opened(this);
    } catch (RuntimeException e) {
      broken(e);
    }
  }

  long streamId() {
    return streamId;
  }

  void datagramBytes(int bytes) {
    datagrams.most(bytes);
  }

  /// Renews the figures, and keeps the connection: a client that is silent may be idle or gone.
  private void tick() {
    figures.renew(uniStreams.late(), datagrams.refused());
    long received = figures.stats().receivedPackets();
    long now = System.nanoTime();
    if (received != heard) {
      heard = received;
      heardNanos = now;
    } else if (now - heardNanos > connection.config().idleTimeout().toNanos() / 4) {
      heardNanos = now;
      stream.sendNothing();
    }
  }

  /// The client's address changed and QUIC has seen that it is there.
  void moved(InetSocketAddress to) {
    if (!open || to.equals(peer)) {
      return;
    }
    peer = to;
    try {
      listener.moved(to);
    } catch (RuntimeException e) {
      broken(e);
    }
  }

  /// The client allows streams again.
  void streamsAllowed() {
    uniStreams.openWaiting();
  }

  void datagramCame(ByteBuf datagram) {
    if (!open) {
      return;
    }
    try {
      listener.datagram(datagram.nioBuffer());
    } catch (RuntimeException e) {
      broken(e);
    }
  }

  ClientStreamListener streamOpened(ClientStream opened) {
    if (!open) {
      return null;
    }
    try {
      return listener.streamOpened(opened);
    } catch (RuntimeException e) {
      broken(e);
      return null;
    }
  }

  private void streamEnded(OutgoingStream ended) {
    try {
      listener.streamEnded(ended);
    } catch (RuntimeException e) {
      broken(e);
    }
  }

  /// The listener threw.
  void broken(RuntimeException e) {
    if (open) {
      LOG.error("A WebTransport session ends, because its listener failed", e);
      end(CloseReason.By.HOST, 0, "the host failed");
    }
  }

  /// Ends it from this side.
  void end(CloseReason.By by, int code, String reason) {
    if (open) {
      stream.sendClose(code, reason);
      over(new CloseReason(by, code, reason));
    }
  }

  /// It is over, whoever ended it. Only the first call counts.
  void over(CloseReason reason) {
    if (!open) {
      return;
    }
    open = false;
    tick.cancel(false);
    datagrams.close();
    uniStreams.close();
    connection.sessionOver();
    try {
      listener.closed(reason);
    } catch (RuntimeException e) {
      LOG.error("The listener of a WebTransport session failed at its end", e);
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public ConnectRequest request() {
    return request;
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public InetSocketAddress peer() {
    return peer;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public OutgoingStream createUni(
      long tag, ByteBuffer head, MemorySegment body, int urgency, long deadlineNanos) {
    return open ? uniStreams.create(tag, head, body, urgency, deadlineNanos) : null;
  }

  @Override
  public int unfinishedStreams() {
    return uniStreams.count();
  }

  @Override
  public long unfinishedBytes() {
    return uniStreams.bytes();
  }

  @Override
  public boolean datagram(ByteBuffer bytes) {
    return datagrams.send(bytes);
  }

  @Override
  public int maxDatagramBytes() {
    return open ? datagrams.most() : 0;
  }

  @Override
  public WebTransportStats stats() {
    return figures.stats();
  }

  @Override
  public void close(int code, String reason) {
    try {
      channel.eventLoop().execute(() -> end(CloseReason.By.HOST, code, reason));
    } catch (RejectedExecutionException e) {
      // The server is closed, and the session with it.
    }
  }
}
