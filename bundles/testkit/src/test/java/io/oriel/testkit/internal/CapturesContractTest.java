package io.oriel.testkit.internal;

import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.tck.CaptureProviderContract;
import java.util.List;
import java.util.Optional;

class CapturesContractTest extends CaptureProviderContract {
  static final CaptureTarget TARGET = new CaptureTarget.Private(TestDisplays.ID, "d1");
  static final CaptureProvider.Request REQUEST =
      new CaptureProvider.Request(
          TargetKind.PRIVATE,
          640,
          480,
          100_000,
          List.of(FormatSupport.host(Fourcc.XRGB8888)),
          3,
          true);

  @Override
  protected CaptureProvider provider() {
    return new TestCaptures();
  }

  @Override
  protected CaptureProvider.Request request() {
    return REQUEST;
  }

  @Override
  protected CaptureTarget target() {
    return TARGET;
  }

  @Override
  protected Optional<CaptureTarget> deadTarget() {
    return Optional.of(new CaptureTarget.Private("another", "d1"));
  }
}
