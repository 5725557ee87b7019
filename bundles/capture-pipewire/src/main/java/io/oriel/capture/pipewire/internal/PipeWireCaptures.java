package io.oriel.capture.pipewire.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.capture.pipewire.internal.media.NodeCapture;
import io.oriel.capture.pipewire.internal.media.Settings;
import io.oriel.media.pipewire.PipeWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Pictures that desktops and portals offer as PipeWire nodes.
@Component(configurationPid = "io.oriel.capture.pipewire")
@BackendId("pipewire")
@ServiceDescription("PipeWire nodes of desktops and portals")
@Designate(ocd = PipeWireCaptures.Config.class)
public final class PipeWireCaptures implements CaptureProvider {
  @ObjectClassDefinition(
      name = "Oriel: PipeWire capture",
      description = "Fetches pictures of desktops and portals that offer them through PipeWire.")
  @interface Config {
    @AttributeDefinition(
        description = "How long PipeWire and the desktop may take to agree on a format, in ms",
        min = "100")
    long open_timeout_ms() default 10_000;

    @AttributeDefinition(
        description =
            "How long the first picture may take before the capture counts as failed, in ms;"
                + " 0: do not wait for one",
        min = "0")
    long first_frame_timeout_ms() default 10_000;

    @AttributeDefinition(
        description =
            "Take pictures as DMA-BUFs where the encoder does, or where the desktop gives no"
                + " others; off: shared memory only")
    boolean dmabuf() default true;
  }

  private static final List<Integer> FORMATS =
      List.of(
          Fourcc.XRGB8888,
          Fourcc.XBGR8888,
          Fourcc.ARGB8888,
          Fourcc.ABGR8888,
          Fourcc.XRGB2101010,
          Fourcc.XBGR2101010);

  private final Set<NodeCapture> open = ConcurrentHashMap.newKeySet();
  private volatile Config config;

  @Activate
  public PipeWireCaptures(Config config) {
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
    open.forEach(NodeCapture::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != TargetKind.PIPEWIRE_NODE) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "captures PipeWire nodes only, not " + request.target());
    }
    if (PipeWire.version().isEmpty()) {
      return new Unfit(
          Reason.MISSING_SOFTWARE,
          "libpipewire-0.3.so.0 is missing or too old; install it with: apt-get install"
              + " libpipewire-0.3-0");
    }
    return new Fit(50, Duration.ofMillis(5), List.of());
  }

  @Override
  public List<FormatSupport> produces(TargetKind target, HostFacts facts) {
    if (target != TargetKind.PIPEWIRE_NODE) {
      return List.of();
    }
    var formats = new ArrayList<FormatSupport>();
    FORMATS.forEach(fourcc -> formats.add(FormatSupport.host(fourcc)));
    if (config.dmabuf()) {
      FORMATS.forEach(
          fourcc ->
              formats.add(
                  new FormatSupport(
                      MemoryKind.DMABUF,
                      fourcc,
                      Set.of(Fourcc.MODIFIER_LINEAR),
                      Optional.empty())));
    }
    return formats;
  }

  @Override
  public Capture open(Request request, CaptureTarget target, StageHealth health)
      throws BackendException {
    if (!(target instanceof PipeWireNode node)) {
      throw new BackendException(Kind.UNSUPPORTED, "cannot capture a " + target.kind());
    }
    var settings =
        new Settings(
            Duration.ofMillis(config.open_timeout_ms()),
            Duration.ofMillis(config.first_frame_timeout_ms()),
            config.dmabuf());
    var capture = NodeCapture.open(node, request, health, settings, open::remove);
    open.add(capture);
    return capture;
  }
}
