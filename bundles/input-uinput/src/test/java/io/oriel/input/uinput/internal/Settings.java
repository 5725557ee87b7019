package io.oriel.input.uinput.internal;

import java.lang.annotation.Annotation;

/// Settings as the component runtime would hand them over.
record Settings(
    long node_timeout_ms,
    int desktop_width,
    int desktop_height,
    boolean power_keys,
    boolean any_desktop)
    implements UinputInput.Config {
  static final Settings DEFAULTS = new Settings(2_000, 0, 0, false, false);

  static Settings desktop(int width, int height) {
    return new Settings(2_000, width, height, false, false);
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return UinputInput.Config.class;
  }
}
