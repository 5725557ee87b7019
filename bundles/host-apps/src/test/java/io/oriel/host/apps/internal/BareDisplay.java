package io.oriel.host.apps.internal;

import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.Region;
import io.oriel.api.display.VirtualDisplay;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A display without a compositor: its variables are all that programs here need.
record BareDisplay(Path home) implements VirtualDisplay {
  @Override
  public String id() {
    return "bare";
  }

  @Override
  public DisplayRequest actual() {
    return DisplayRequest.of("bare", 640, 480, 60_000);
  }

  @Override
  public CaptureTarget captureTarget() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<InputTarget> inputTargets() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Region region() {
    return new Region(0, 0, 640, 480);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString(), "WAYLAND_DISPLAY", "wayland-9");
  }

  @Override
  public void reconfigure(DisplayRequest wanted) {}

  @Override
  public void close() {}
}
