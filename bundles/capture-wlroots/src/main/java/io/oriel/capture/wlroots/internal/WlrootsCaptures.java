package io.oriel.capture.wlroots.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.CaptureTarget.WaylandOutput;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.capture.wlroots.internal.media.OutputCapture;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Pictures of sway, labwc and cage through `zwlr_screencopy_manager_v1` into shared memory.
@Component(configurationPid = "io.oriel.capture.wlroots")
@BackendId("wlroots")
@SatisfyingConditionTarget(
    "(|(osgi.condition.id=oriel.program.sway)(osgi.condition.id=oriel.compositor.wlroots))")
@ServiceDescription("wlr-screencopy into shared memory")
@Designate(ocd = WlrootsCaptures.Config.class)
public final class WlrootsCaptures implements CaptureProvider {
  @ObjectClassDefinition(
      name = "Oriel: wlroots capture",
      description = "Fetches pictures of wlroots compositors.")
  @interface Config {
    @AttributeDefinition(
        description = "How long the compositor may take to answer while a capture opens, in ms",
        min = "100")
    long open_timeout_ms() default 3_000;
  }

  private final Set<OutputCapture> open = ConcurrentHashMap.newKeySet();
  private volatile Config config;

  @Activate
  public WlrootsCaptures(Config config) {
    this.config = config;
  }

  /// Settings apply to the next capture.
  @Modified
  void modified(Config changed) {
    config = changed;
  }

  /// What is left is a leak of somebody who was drained and did not close.
  @Deactivate
  void close() {
    open.forEach(OutputCapture::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != TargetKind.WAYLAND_OUTPUT) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "captures Wayland outputs only, not " + request.target());
    }
    return new Fit(50, Duration.ofMillis(4), List.of());
  }

  @Override
  public List<FormatSupport> produces(TargetKind target, HostFacts facts) {
    return target == TargetKind.WAYLAND_OUTPUT
        ? List.of(FormatSupport.host(Fourcc.XRGB8888))
        : List.of();
  }

  @Override
  public Capture open(Request request, CaptureTarget target, StageHealth health)
      throws BackendException {
    if (!(target instanceof WaylandOutput output)) {
      throw new BackendException(
          BackendException.Kind.UNSUPPORTED, "cannot capture a " + target.kind());
    }
    var limit = Duration.ofMillis(config.open_timeout_ms());
    var capture = OutputCapture.open(output, request, health, limit, open::remove);
    open.add(capture);
    return capture;
  }
}
