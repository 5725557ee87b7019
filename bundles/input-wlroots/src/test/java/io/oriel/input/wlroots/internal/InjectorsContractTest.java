package io.oriel.input.wlroots.internal;

import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget.WaylandSeat;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.tck.InjectorProviderContract;
import java.util.Optional;

class InjectorsContractTest extends InjectorProviderContract {
  @Override
  protected InjectorProvider provider() {
    return WlrootsInputTest.provider();
  }

  @Override
  protected InjectorProvider.Request request() {
    return new InjectorProvider.Request(
        "wlroots", InputKind.WAYLAND_SEAT, DeviceKind.POINTER, Optional.empty());
  }

  @Override
  protected InjectorProvider.Placement place() {
    return deadPlace().orElseThrow();
  }

  @Override
  protected Optional<InjectorProvider.Placement> deadPlace() {
    return Optional.of(
        new InjectorProvider.Placement(
            "d1",
            new WaylandSeat("/nonexistent/wayland-1", "seat0", "HEADLESS-1"),
            new Region(0, 0, 640, 480)));
  }
}
