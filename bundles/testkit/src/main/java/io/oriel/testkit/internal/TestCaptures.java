package io.oriel.testkit.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.VideoFormat;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/// Captures the test kit's displays: draws a [io.oriel.testkit.Pattern] at the rate asked for.
@Component(service = CaptureProvider.class)
@BackendId(TestDisplays.ID)
public final class TestCaptures implements CaptureProvider {
  private static final FormatSupport BGRX = FormatSupport.host(Fourcc.XRGB8888);

  @Override
  public List<FormatSupport> produces(TargetKind target, HostFacts facts) {
    return target == TargetKind.PRIVATE ? List.of(BGRX) : List.of();
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != TargetKind.PRIVATE) {
      return unfit("the test kit captures its own displays only");
    }
    // a plan asks before it has an encoder
    if (!request.accepted().isEmpty() && request.accepted().stream().noneMatch(BGRX::meets)) {
      return unfit("the test kit draws B G R x in ordinary memory only");
    }
    return new Assessment.Fit(TestDisplays.LOWEST_QUALITY, Duration.ZERO, List.of());
  }

  @Override
  public Capture open(Request request, CaptureTarget target, StageHealth health)
      throws BackendException {
    if (!(target instanceof CaptureTarget.Private own) || !own.backend().equals(TestDisplays.ID)) {
      throw new BackendException(
          BackendException.Kind.UNSUPPORTED,
          "the test kit captures its own displays only, not " + target);
    }
    var format =
        new VideoFormat(
            request.widthPx(),
            request.heightPx(),
            Fourcc.XRGB8888,
            Fourcc.MODIFIER_LINEAR,
            ColorSpec.SRGB);
    return new TestCapture(format, request.maxMilliHz(), request.buffers());
  }

  private static Assessment unfit(String detail) {
    return new Assessment.Unfit(Assessment.Reason.UNSUPPORTED_REQUEST, detail);
  }
}
