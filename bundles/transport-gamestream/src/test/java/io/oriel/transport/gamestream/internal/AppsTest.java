package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AppsTest {
  // SHA-256 of both begins with the same 31 bits; found by trying.
  private static final String ONE = "test:54939";
  private static final String OTHER = "test:80511";

  @Test
  void numbers_are_what_they_were() {
    assertThat(Apps.number(List.of("steam:570", "Desktop", "custom:a")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("Desktop", 881448767, "steam:570", 2131407881, "custom:a", 1474442866));
  }

  @Test
  void two_with_the_same_hash_get_two_numbers_in_whatever_order_they_come() {
    var numbers = Apps.number(List.of(ONE, OTHER));

    assertThat(numbers.get(ONE)).isNotEqualTo(numbers.get(OTHER)).isPositive();
    assertThat(Apps.number(List.of(OTHER, ONE))).isEqualTo(numbers);
  }

  @Test
  void every_number_is_positive_and_nobody_shares_one() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 100_000; i++) {
      ids.add("steam:" + i);
    }
    var numbers = Apps.number(ids);
    Collections.shuffle(ids, new Random(7));

    assertThat(numbers.values()).allMatch(n -> n > 0).doesNotHaveDuplicates();
    assertThat(Apps.number(ids)).isEqualTo(numbers);
  }
}
