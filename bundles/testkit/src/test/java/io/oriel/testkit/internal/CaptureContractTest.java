package io.oriel.testkit.internal;

import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.tck.CaptureContract;

class CaptureContractTest extends CaptureContract {
  @Override
  protected CaptureProvider provider() {
    return new TestCaptures();
  }

  @Override
  protected CaptureProvider.Request request() {
    return CapturesContractTest.REQUEST;
  }

  @Override
  protected CaptureTarget target() {
    return CapturesContractTest.TARGET;
  }

  @Override
  protected void change() {}

  @Override
  protected boolean stillWithoutChange() {
    return false;
  }
}
