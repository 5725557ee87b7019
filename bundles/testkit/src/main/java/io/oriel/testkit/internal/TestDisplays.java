package io.oriel.testkit.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Component;

/// Displays that exist in name only.
@Component(service = VirtualDisplayProvider.class)
@BackendId(TestDisplays.ID)
public final class TestDisplays implements VirtualDisplayProvider {
  /// Id of all of the test kit's backends.
  static final String ID = "testkit";

  /// Whatever is real wins.
  static final int LOWEST_QUALITY = 1;

  private final AtomicInteger opened = new AtomicInteger();

  @Override
  public Set<TargetKind> targets(HostFacts facts) {
    return Set.of(TargetKind.PRIVATE);
  }

  @Override
  public Set<InputKind> inputs(HostFacts facts) {
    return Set.of(InputKind.OWN);
  }

  @Override
  public Assessment assess(DisplayRequest request, HostFacts facts) {
    if (request.arrangement() == Arrangement.MIRROR) {
      return new Assessment.Unfit(
          Assessment.Reason.UNSUPPORTED_REQUEST, "the test kit has no connector to mirror");
    }
    return new Assessment.Fit(
        LOWEST_QUALITY, Duration.ZERO, List.of("shows a test picture instead of a desktop"));
  }

  @Override
  public VirtualDisplay open(
      DisplayRequest request, Map<String, String> environment, StageHealth health) {
    return new TestDisplay(ID + "-" + opened.incrementAndGet(), request);
  }
}
