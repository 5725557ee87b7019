package io.oriel.host.session.internal;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.Injector;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.LinkReport;

/// What the link of somebody who watches may say: that it needs a key frame, and that it is gone.
///
/// @param keyFrames within limits
/// @param left the link is gone; any thread, only posts
record WatcherSink(KeyFrameWishes keyFrames, Runnable left) implements InputSink {
  private static final Injector NOTHING = () -> {};

  @Override
  public Injector injector() {
    return NOTHING;
  }

  @Override
  public void keyFrameWanted() {
    keyFrames.wanted();
  }

  /// The encoder goes by what the session's client has, so only a key frame helps.
  @Override
  public void lost(long first, long last) {
    keyFrames.wanted();
  }

  @Override
  public void received(long sequence) {}

  @Override
  public void rateWanted(long bitsPerSecond) {}

  @Override
  public void report(LinkReport report) {}

  @Override
  public void modeWanted(DisplayRequest wanted) {}

  @Override
  public void gone(boolean onPurpose) {
    left.run();
  }
}
