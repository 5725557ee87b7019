package io.oriel.transport.webtransport.internal;

import io.oriel.lib.browser.BrowserHost;
import io.oriel.lib.browser.BrowserPeer;
import io.oriel.media.webtransport.ClientStream;
import io.oriel.media.webtransport.ClientStreamListener;
import io.oriel.media.webtransport.CloseReason;
import io.oriel.media.webtransport.OutgoingStream;
import io.oriel.media.webtransport.WebTransportListener;
import io.oriel.media.webtransport.WebTransportSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// Passes on what comes of a page's WebTransport session. The server's thread.
final class PageSession implements WebTransportListener {
  private static final long SAMPLE_MILLIS = 50;

  private final BrowserHost host;
  private final ScheduledExecutorService timer;
  private final IntSupplier deadlineMillis;
  private final Strangers strangers;
  private InetAddress from;
  private PagePath path;
  private BrowserPeer peer; // null: not open yet
  private VideoStreams video;
  private PathSampler sampler;
  private ScheduledFuture<?> sampling;
  private boolean controlled;

  /// @param deadlineMillis setting `frame.deadline.ms`
  /// @param strangers knows it while it is there
  PageSession(
      BrowserHost host,
      ScheduledExecutorService timer,
      IntSupplier deadlineMillis,
      Strangers strangers) {
    this.host = host;
    this.timer = timer;
    this.deadlineMillis = deadlineMillis;
    this.strangers = strangers;
  }

  /// Whether it came from this address and has not shown a ticket.
  boolean strangerFrom(InetAddress address) {
    return from.equals(address) && peer.admission().isEmpty();
  }

  @Override
  public void opened(WebTransportSession session) {
    path = new PagePath(session, timer);
    peer = host.connect(path);
    video = new VideoStreams(session, peer, deadlineMillis);
    sampler = new PathSampler(session, video, peer);
    path.uses(video, sampler);
    from = session.peer().getAddress();
    strangers.came(this);
    sampling =
        timer.scheduleWithFixedDelay(sampler, SAMPLE_MILLIS, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void datagram(ByteBuffer bytes) {
    peer.datagram(bytes);
  }

  @Override
  public ClientStreamListener streamOpened(ClientStream stream) {
    if (!stream.bidirectional() || controlled) {
      return null;
    }
    controlled = true;
    var control =
        new ControlStream(stream, peer, () -> path.close("The control channel is broken"));
    path.controlledBy(control);
    return control;
  }

  @Override
  public void streamEnded(OutgoingStream stream) {
    video.ended(stream);
  }

  @Override
  public void moved(InetSocketAddress to) {
    sampler.moved();
  }

  @Override
  public void closed(CloseReason reason) {
    if (peer != null) {
      sampling.cancel(false);
      strangers.left(this);
      peer.closed();
    }
  }
}
