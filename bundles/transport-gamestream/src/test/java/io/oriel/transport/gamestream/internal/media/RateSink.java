package io.oriel.transport.gamestream.internal.media;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.Injector;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.LinkReport;
import java.util.List;

/// Writes down the rates that are wished.
record RateSink(List<Long> told) implements InputSink {
  @Override
  public Injector injector() {
    return null;
  }

  @Override
  public void keyFrameWanted() {}

  @Override
  public void lost(long first, long last) {}

  @Override
  public void received(long sequence) {}

  @Override
  public void rateWanted(long bitsPerSecond) {
    told.add(bitsPerSecond);
  }

  @Override
  public void report(LinkReport report) {}

  @Override
  public void modeWanted(DisplayRequest wanted) {}

  @Override
  public void gone(boolean onPurpose) {}
}
