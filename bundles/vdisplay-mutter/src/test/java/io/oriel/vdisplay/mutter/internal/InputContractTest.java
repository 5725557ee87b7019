package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.tck.InjectorProviderContract;
import java.util.Optional;

class InputContractTest extends InjectorProviderContract {
  @Override
  protected InjectorProvider provider() {
    return new MutterInput(new OpenDisplays());
  }

  @Override
  protected InjectorProvider.Request request() {
    return new InjectorProvider.Request(
        "mutter", InputKind.OWN, DeviceKind.KEYBOARD, Optional.empty());
  }

  @Override
  protected InjectorProvider.Placement place() {
    return new InjectorProvider.Placement(
        "gone", new InputTarget.Own(), new Region(0, 0, 1280, 720));
  }

  @Override
  protected Optional<InjectorProvider.Placement> deadPlace() {
    return Optional.of(place());
  }
}
