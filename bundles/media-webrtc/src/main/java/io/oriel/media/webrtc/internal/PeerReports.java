package io.oriel.media.webrtc.internal;

import io.oriel.media.webrtc.PathReport;
import io.oriel.media.webrtc.PeerListener;
import io.oriel.media.webrtc.internal.rate.RateEstimate;
import io.oriel.media.webrtc.internal.rate.SendHistory;
import io.oriel.media.webrtc.internal.rtcp.RtcpListener;
import io.oriel.media.webrtc.internal.rtcp.SenderReport;
import io.oriel.media.wire.UdpSocket;
import java.util.function.Supplier;

/// Acts on what a page reports: sends packets again, asks for key frames, estimates the rate. The
/// receive thread.
public final class PeerReports implements RtcpListener {
  /// Packets sent again per second at most: a page that asks for everything gets no flood.
  private static final int MOST_AGAIN_PER_SECOND = 2000;

  private static final long SECOND = 1_000_000_000;
  private static final long KEY_FRAME_NANOS = 100_000_000; // requests repeat until one came
  private static final int LONGEST = 1500;

  private final PeerMedia media;
  private final ControlSender sender;
  private final Supplier<UdpSocket.Route> route;
  private final PeerListener listener;
  private final RateEstimate estimate;
  private final byte[] copy = new byte[LONGEST];

  private long secondNanos; // when the current second began
  private int againThisSecond;
  private long keyFrameNanos;
  private long told; // rate that the listener knows
  private long sentAtReport;
  private long lostSinceReport;
  private long roundTripNanos;
  private volatile long resent;
  private volatile long rate;

  public PeerReports(
      PeerMedia media,
      ControlSender sender,
      Supplier<UdpSocket.Route> route,
      PeerListener listener,
      RateEstimate estimate,
      long start) {
    this.media = media;
    this.sender = sender;
    this.route = route;
    this.listener = listener;
    this.estimate = estimate;
    this.told = start;
    this.rate = start;
    this.secondNanos = System.nanoTime();
    this.keyFrameNanos = secondNanos - KEY_FRAME_NANOS;
  }

  @Override
  public void missing(int ssrc, int number) {
    UdpSocket.Route to = route.get();
    if (ssrc != media.video().ssrc() || to == null || againThisSecond >= MOST_AGAIN_PER_SECOND) {
      return;
    }
    int length = media.video().again(number, copy);
    if (length == 0) {
      return; // too old: the page will ask for a key frame
    }
    againThisSecond++;
    int wide = media.video().wide(copy);
    if (wide >= 0) {
      lost(wide); // once it comes, its arrival would look like a delay
    }
    if (sender.send(copy, length, to)) {
      resent++; // this thread alone writes
    }
  }

  @Override
  public void keyFrameWanted(int ssrc) {
    long now = System.nanoTime();
    if (ssrc == media.video().ssrc() && now - keyFrameNanos >= KEY_FRAME_NANOS) {
      keyFrameNanos = now;
      listener.keyFrameWanted();
    }
  }

  @Override
  public void report(int ssrc, int fractionLost, int lastReport, int delay) {
    if (lastReport == 0) {
      return;
    }
    int trip = SenderReport.middle(SenderReport.ntp(PeerMedia.unixNanos())) - lastReport - delay;
    if (trip < 0 || trip > 10 << 16) {
      return; // nonsense, or this machine's clock was set
    }
    long nanos = trip * SECOND >> 16;
    roundTripNanos = roundTripNanos == 0 ? nanos : (7 * roundTripNanos + nanos) / 8;
  }

  @Override
  public void feedback() {}

  @Override
  public void packet(int number, long arrivalMicros) {
    if (arrivalMicros < 0) {
      lost(number);
      return;
    }
    long sent = media.history().find(number);
    if (sent != 0) {
      media.history().forget(number);
      estimate.received(SendHistory.micros(sent), arrivalMicros, SendHistory.bytes(sent));
    }
  }

  private void lost(int number) {
    long sent = media.history().find(number);
    if (sent != 0) {
      media.history().forget(number); // counted once
      estimate.lost(SendHistory.micros(sent), SendHistory.bytes(sent));
      lostSinceReport++;
    }
  }

  @Override
  public void feedbackEnd() {
    rate = estimate.update(System.nanoTime() / 1000);
    media.video().rate(rate);
    if (Math.abs(rate - told) * 20 >= told) {
      told = rate;
      listener.carries(rate);
    }
  }

  /// Called now and then: reports once a second.
  void tick(long nowNanos) {
    long interval = nowNanos - secondNanos;
    if (interval < SECOND) {
      return;
    }
    secondNanos = nowNanos;
    againThisSecond = 0;
    long sent = media.video().packets();
    listener.report(new PathReport(interval, sent - sentAtReport, lostSinceReport, roundTripNanos));
    sentAtReport = sent;
    lostSinceReport = 0;
  }

  /// The estimate never exceeds that from now on. Any thread.
  void most(long bitsPerSecond) {
    estimate.most(bitsPerSecond);
  }

  /// Packets sent again. Any thread.
  long resent() {
    return resent;
  }

  /// The estimate now. Any thread.
  long rate() {
    return rate;
  }
}
