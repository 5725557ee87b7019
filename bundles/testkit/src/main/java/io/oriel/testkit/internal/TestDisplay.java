package io.oriel.testkit.internal;

import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import java.util.List;
import java.util.Map;

/// A display that remembers its mode. Any thread.
final class TestDisplay implements VirtualDisplay {
  private final String id;
  private volatile DisplayRequest actual;

  TestDisplay(String id, DisplayRequest request) {
    this.id = id;
    actual = request;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public DisplayRequest actual() {
    return actual;
  }

  @Override
  public CaptureTarget captureTarget() {
    return new CaptureTarget.Private(TestDisplays.ID, id);
  }

  @Override
  public List<InputTarget> inputTargets() {
    return List.of(new InputTarget.Own());
  }

  @Override
  public Region region() {
    return new Region(0, 0, actual.widthPx(), actual.heightPx());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public void reconfigure(DisplayRequest wanted) {
    actual = wanted;
  }

  @Override
  public void close() {}
}
