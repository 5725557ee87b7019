package io.oriel.host.probe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void the_first_dotted_number_is_the_version() {
    assertThat(Version.in("sway version 1.7")).contains("1.7");
    assertThat(Version.in("sway version 1.10-dev-0a1b (Jan  1 2025, branch 'x')")).contains("1.10");
    assertThat(Version.in("foot version: 1.13.1 +pgo +ime")).contains("1.13.1");
    assertThat(Version.in("cannot open shared object")).isEmpty();
  }

  @Test
  void places_compare_as_numbers() {
    assertThat(Version.atLeast("1.10", "1.7")).isTrue();
    assertThat(Version.atLeast("1.7", "1.7.0")).isTrue();
    assertThat(Version.atLeast("1.6.9", "1.7")).isFalse();
    assertThat(Version.atLeast("2.0", "1.7")).isTrue();
  }
}
