package io.oriel.host.session.internal;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.Injector;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.LinkReport;
import java.nio.ByteBuffer;

/// What a link tells its session; valid for the link's life.
final class LinkSink implements InputSink {
  private final LiveSession session;
  private final Exchange exchange;

  LinkSink(LiveSession session, Exchange exchange) {
    this.session = session;
    this.exchange = exchange;
  }

  @Override
  public Injector injector() {
    return exchange.input().injector();
  }

  @Override
  public void keyFrameWanted() {
    session.media().wantKeyFrame();
  }

  @Override
  public void lost(long first, long last) {
    session.media().invalidate(first, last);
  }

  @Override
  public void received(long sequence) {
    session.media().acknowledged(sequence);
  }

  @Override
  public void rateWanted(long bitsPerSecond) {
    session.post(() -> session.steering().wanted(bitsPerSecond));
  }

  @Override
  public void report(LinkReport report) {
    session.figuresOfLink(report);
    session.post(() -> session.steering().report(report));
  }

  @Override
  public void modeWanted(DisplayRequest wanted) {
    session.reconfigure(wanted);
  }

  @Override
  public void microphone(ByteBuffer packet, int sequence) {
    exchange.microphone().packet(packet, sequence);
  }

  @Override
  public void gone(boolean onPurpose) {
    session.end(onPurpose ? EndReason.CLIENT_QUIT : EndReason.CLIENT_GONE);
  }
}
