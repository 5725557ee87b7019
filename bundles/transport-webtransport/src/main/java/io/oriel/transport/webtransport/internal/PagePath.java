package io.oriel.transport.webtransport.internal;

import io.oriel.api.media.Codec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.Figures;
import io.oriel.lib.browser.BrowserPath;
import io.oriel.lib.browser.PathTraits;
import io.oriel.media.webtransport.WebTransportSession;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The way to a page: its WebTransport session.
final class PagePath implements BrowserPath {
  /// Longest datagram payload of Chromium 156 towards the host is 1199 bytes.
  private static final int MOST_DATAGRAM_BYTES = 1199;

  /// What was written last has to arrive before the session's end overtakes it.
  private static final long CLOSE_MILLIS = 300;

  private final WebTransportSession session;
  private final ScheduledExecutorService timer;
  private final SoundDatagrams sound;
  private final AtomicBoolean closing = new AtomicBoolean();
  private VideoStreams video; // these two are set before the peer hears anything of its page
  private PathSampler sampler;
  private volatile ControlStream control; // null: the page has not opened it yet

  PagePath(WebTransportSession session, ScheduledExecutorService timer) {
    this.session = session;
    this.timer = timer;
    sound = new SoundDatagrams(session);
  }

  /// How frames are sent, and who looks after the path. Once, before anything else.
  void uses(VideoStreams streams, PathSampler its) {
    video = streams;
    sampler = its;
  }

  /// The page has opened its control channel.
  void controlledBy(ControlStream stream) {
    control = stream;
  }

  @Override
  public PathTraits traits() {
    var at = session.peer();
    return new PathTraits(
        "webtransport",
        at.getAddress().getHostAddress() + " port " + at.getPort(),
        Set.of(Codec.values()),
        true,
        MOST_DATAGRAM_BYTES);
  }

  @Override
  public void control(String json) {
    ControlStream to = control;
    if (to != null && !to.write(json)) {
      session.close(0, "The page does not read what it is told");
    }
  }

  @Override
  public void datagram(ByteBuffer message) {
    session.datagram(message);
  }

  @Override
  public void allowed(long bitsPerSecond) {
    sampler.wish(bitsPerSecond);
  }

  @Override
  public void format(StreamFormat format) {
    video.format(format);
  }

  @Override
  public long sendVideo(EncodedFrame frame) {
    video.send(frame);
    return 0;
  }

  @Override
  public void sendAudio(MemorySegment packet, int length, long captureNanos) {
    sound.send(packet, length, captureNanos);
  }

  @Override
  public Map<String, Long> counters() {
    Map<String, Long> all = new LinkedHashMap<>();
    video.count(all);
    sampler.count(all);
    sound.count(all);
    return all;
  }

  @Override
  public Map<String, Figures.Distribution> distributions() {
    return Map.of("send", video.sending());
  }

  @Override
  public void restartDistributions() {
    video.restart();
  }

  @Override
  public void close(String reason) {
    if (closing.compareAndSet(false, true)) {
      timer.schedule(() -> session.close(0, reason), CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
