package io.oriel.testkit.internal;

import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.tck.VirtualDisplayContract;

class DisplayContractTest extends VirtualDisplayContract {
  private final TestDisplays displays = new TestDisplays();

  @Override
  protected VirtualDisplayProvider provider() {
    return displays;
  }
}
