package io.oriel.vdisplay.portal.internal;

import java.lang.annotation.Annotation;

/// Settings for tests.
record TestSettings(String desktop, int dialog_timeout_s, boolean remember, int max_displays)
    implements Settings {
  static Settings of(boolean remember, int dialogSeconds) {
    return new TestSettings("attach", dialogSeconds, remember, 4);
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return Settings.class;
  }
}
