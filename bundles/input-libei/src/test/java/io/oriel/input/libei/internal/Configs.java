package io.oriel.input.libei.internal;

import java.lang.annotation.Annotation;

/// Settings for tests.
final class Configs {
  private Configs() {}

  /// The backend with short times.
  static LibeiInput input() {
    return input(500, false);
  }

  static LibeiInput input(long openMillis, boolean unicodeKeys) {
    return new LibeiInput(
        new LibeiInput.Config() {
          @Override
          public long open_timeout_ms() {
            return openMillis;
          }

          @Override
          public long stall_timeout_ms() {
            return 1000;
          }

          @Override
          public boolean unicode_keys() {
            return unicodeKeys;
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return LibeiInput.Config.class;
          }
        });
  }
}
