package io.oriel.wire.gamestream.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundParamsTest {
  /// The table of GameStream protocol notes §4.3.
  @ParameterizedTest
  @CsvSource({
    "6, false, 642014235, 014523",
    "6, true, 660012345, 012345",
    "8, false, 85301623457, 01672345",
    "8, true, 88001234567, 01234567"
  })
  void a_client_reads_the_mapping_the_encoder_uses(
      int channels, boolean high, String text, String mapping) {
    String body = new Description(0, 7, 1, false, false, false).body();
    var digits = mapping.chars().mapToObj(c -> c - '0').toList();

    assertThat(body).contains("a=fmtp:97 surround-params=" + text + "\n");
    assertThat(SurroundParams.of(channels, high).mapping()).isEqualTo(digits);
    assertThat(SurroundParams.described(body, channels, high))
        .contains(SurroundParams.of(channels, high));
  }

  @Test
  void a_clients_own_layout_is_described_first() throws Exception {
    var own = SurroundParams.parse("642012345");
    String body = new Description(0, 7, 1, false, false, false, Optional.of(own)).body();

    assertThat(SurroundParams.described(body, 6, false)).contains(own);
    assertThat(SurroundParams.described(body, 6, true)).contains(own);
    assertThat(SurroundParams.described(body, 8, false)).contains(SurroundParams.of(8, false));
  }

  @ParameterizedTest
  @CsvSource({
    "'', characters",
    "21, characters",
    "6420145231234, characters",
    "6x2014523, digits",
    "521012345, channels",
    "602014523, streams",
    "623014523, streams",
    "653014523, streams",
    "64201452, maps",
    "'21101 ', digits",
    "642014526, place 6",
    "642014521, without"
  })
  void what_cannot_be_is_refused_with_its_fault(String text, String fault) {
    assertThatThrownBy(() -> SurroundParams.parse(text))
        .isInstanceOf(RtspException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void any_text_is_either_refused_or_a_layout_an_encoder_can_follow() {
    var random = new Random(4);
    String letters = "0123456789 \n\u00001é-";
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      String text;
      if (i % 2 == 0) {
        var b = new StringBuilder(SurroundParams.of(6 + i % 4 / 2 * 2, i % 8 < 4).text());
        b.setCharAt(random.nextInt(b.length()), (char) ('0' + random.nextInt(10)));
        text = b.toString();
      } else {
        text =
            random
                .ints(random.nextInt(14), 0, letters.length())
                .mapToObj(n -> letters.substring(n, n + 1))
                .reduce("", String::concat);
      }
      try {
        var p = SurroundParams.parse(text);
        read++;
        assertThat(p.text()).isEqualTo(text);
        assertThat(p.mapping()).hasSize(p.channels());
        assertThat(List.copyOf(p.mapping()).stream().distinct().count())
            .isEqualTo(p.streams() + p.coupled());
      } catch (RtspException e) {
        assertThat(e.getMessage()).matches("\\p{Print}{1,120}");
      }
    }
    assertThat(read).isPositive();
  }
}
