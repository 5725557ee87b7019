package io.oriel.host.web.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.junit.jupiter.api.Test;

class GateNamesTest {
  private final Gate gate = new Gate("desk.example"::equals);

  private boolean takes(String host, boolean secure) {
    try {
      gate.host(new DefaultHttpHeaders().set("host", host), secure);
      return true;
    } catch (Refusal e) {
      assertThat(e.status()).isEqualTo(421);
      return false;
    }
  }

  @Test
  void over_tls_addresses_and_the_hosts_names_are_taken() {
    assertThat(takes("desk.example:47991", true)).isTrue();
    assertThat(takes("192.0.2.1", true)).isTrue();
    assertThat(takes("[2001:db8::1]:47991", true)).isTrue();
    assertThat(takes("localhost", true)).isTrue();
    assertThat(takes("evil.example", true)).isFalse();
  }

  @Test
  void without_tls_only_names_that_no_network_answers_for() {
    assertThat(takes("localhost:47992", false)).isTrue();
    assertThat(takes("127.0.0.1", false)).isTrue();
    assertThat(takes("[::1]:47992", false)).isTrue();
    assertThat(takes("desk.example:47992", false)).isFalse();
    assertThat(takes("192.0.2.1", false)).isFalse();
  }
}
