package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GameStreamTransportTest {
  @Test
  void another_streaming_host_is_recognised_by_its_answer() {
    assertThat(
            PortHolder.describe(
                "<root><hostname>den</hostname><appversion>7.1.431.-1</appversion>"
                    + "<state>SUNSHINE_SERVER_FREE</state></root>"))
        .contains("the streaming host \"den\" (Sunshine, Apollo or Wolf)");
    assertThat(PortHolder.describe("<html>router</html>")).isEmpty();
  }
}
