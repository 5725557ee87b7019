package io.oriel.transport.webtransport.internal;

import io.oriel.api.session.LinkReport;
import io.oriel.lib.browser.BrowserPeer;
import io.oriel.lib.browser.PathRate;
import io.oriel.media.webtransport.WebTransportSession;
import io.oriel.media.webtransport.WebTransportStats;
import java.util.Map;

/// Looks how the path does, and tells how much it carries. The timer's thread, but for what says
/// otherwise.
final class PathSampler implements Runnable {
  private static final long REPORT_NANOS = 1_000_000_000;

  private final WebTransportSession session;
  private final VideoStreams video;
  private final BrowserPeer peer;
  private volatile long wishBits;
  private volatile long rateBits;
  private volatile boolean moved;
  private PathRate rate; // null: no session yet
  private long toldWish;
  private long sampledNanos;
  private long sampledBytes;
  private long reportedNanos;
  private WebTransportStats reported = WebTransportStats.NONE;

  PathSampler(WebTransportSession session, VideoStreams video, BrowserPeer peer) {
    this.session = session;
    this.video = video;
    this.peer = peer;
  }

  /// What the page wishes. Any thread.
  void wish(long bitsPerSecond) {
    wishBits = bitsPerSecond;
  }

  /// The page is reached another way from now on. Any thread.
  void moved() {
    moved = true;
  }

  @Override
  public void run() {
    long wish = wishBits;
    long now = System.nanoTime();
    if (wish == 0) {
      return;
    }
    WebTransportStats stats = session.stats();
    if (rate == null) {
      rate = new PathRate(wish);
      toldWish = wish;
      sampledNanos = now;
      sampledBytes = video.bytes();
      reportedNanos = now;
      reported = stats;
      return;
    }
    if (moved) {
      moved = false;
      rate.moved(now);
    }
    if (wish != toldWish) {
      toldWish = wish;
      rate.most(wish);
    }
    sample(now, stats);
    if (now - reportedNanos >= REPORT_NANOS) {
      report(now, stats);
    }
  }

  private void sample(long now, WebTransportStats stats) {
    long bytes = video.bytes();
    double sent = (bytes - sampledBytes) * 8e9 / Math.max(1, now - sampledNanos);
    sampledBytes = bytes;
    sampledNanos = now;
    rate.sample(now, stats.deliveryRate() * 8.0, stats.rttNanos(), video.waitingNanos(now), sent);
    long bits = rate.rate();
    if (bits != rateBits) {
      rateBits = bits;
      peer.carries(bits);
    }
  }

  private void report(long now, WebTransportStats stats) {
    long packets = Math.max(0, stats.sentPackets() - reported.sentPackets());
    long lost = Math.clamp(stats.lostPackets() - reported.lostPackets(), 0, packets);
    peer.report(new LinkReport(now - reportedNanos, packets, lost, stats.rttNanos(), true));
    reportedNanos = now;
    reported = stats;
  }

  /// Any thread.
  void count(Map<String, Long> to) {
    WebTransportStats stats = session.stats();
    to.put("link.packets.sent", stats.sentPackets());
    to.put("link.path.kbits", rateBits / 1000);
    to.put("link.path.delivered.kbits", stats.deliveryRate() * 8 / 1000);
    to.put("link.path.window.bytes", stats.cwndBytes());
    to.put("link.datagrams.dropped", stats.refusedDatagrams());
  }
}
