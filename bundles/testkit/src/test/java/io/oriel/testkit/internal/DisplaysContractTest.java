package io.oriel.testkit.internal;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.tck.VirtualDisplayProviderContract;
import java.util.Optional;

class DisplaysContractTest extends VirtualDisplayProviderContract {
  private final TestDisplays displays = new TestDisplays();

  @Override
  protected VirtualDisplayProvider provider() {
    return displays;
  }

  @Override
  protected DisplayRequest unfitRequest() {
    return request().arranged(Arrangement.MIRROR, Optional.of("DP-1"));
  }
}
