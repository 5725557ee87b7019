package io.oriel.capture.wlroots.internal;

import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.CaptureTarget.WaylandOutput;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.tck.CaptureProviderContract;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

class CapturesContractTest extends CaptureProviderContract {
  static final CaptureProvider.Request REQUEST =
      new CaptureProvider.Request(
          TargetKind.WAYLAND_OUTPUT,
          640,
          480,
          60_000,
          List.of(FormatSupport.host(Fourcc.XRGB8888)),
          3,
          true);

  static WlrootsCaptures captures() {
    var settings =
        (WlrootsCaptures.Config)
            Proxy.newProxyInstance(
                CapturesContractTest.class.getClassLoader(),
                new Class<?>[] {WlrootsCaptures.Config.class},
                (_, method, _) -> method.getDefaultValue());
    return new WlrootsCaptures(settings);
  }

  @Override
  protected CaptureProvider provider() {
    return captures();
  }

  @Override
  protected CaptureProvider.Request request() {
    return REQUEST;
  }

  @Override
  protected CaptureTarget target() {
    return deadTarget().orElseThrow();
  }

  @Override
  protected Optional<CaptureTarget> deadTarget() {
    return Optional.of(new WaylandOutput("/nonexistent/wayland-1", "HEADLESS-1"));
  }
}
