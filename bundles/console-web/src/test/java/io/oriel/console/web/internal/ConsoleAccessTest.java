package io.oriel.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleAccessTest {
  @Test
  void changes_sent_by_another_sites_page_are_refused() {
    String host = "127.0.0.1:47990";
    String own = "http://" + host;

    assertThat(ConsoleAccess.foreign("POST", host, "http://evil.example", null)).isTrue();
    assertThat(ConsoleAccess.foreign("POST", host, "null", null)).isTrue();
    assertThat(ConsoleAccess.foreign("POST", host, null, "cross-site")).isTrue();
    assertThat(ConsoleAccess.foreign("POST", host, "http://127.0.0.1:8080", "same-site")).isTrue();
    assertThat(ConsoleAccess.foreign("POST", host, own, "same-origin")).isFalse();
    assertThat(ConsoleAccess.foreign("POST", host, null, null)).isFalse();
    assertThat(ConsoleAccess.foreign("GET", host, null, "cross-site")).isFalse();
  }
}
