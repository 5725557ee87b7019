package io.oriel.testkit.internal;

import io.oriel.api.display.InputKind;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.tck.InjectorProviderContract;
import java.util.Optional;

class InjectorsContractTest extends InjectorProviderContract {
  @Override
  protected InjectorProvider provider() {
    return new TestInjectors();
  }

  @Override
  protected InjectorProvider.Request request() {
    return new InjectorProvider.Request(
        TestDisplays.ID, InputKind.OWN, DeviceKind.KEYBOARD, Optional.empty());
  }

  @Override
  protected InjectorProvider.Placement place() {
    return new InjectorProvider.Placement("d1", new InputTarget.Own(), new Region(0, 0, 640, 480));
  }
}
