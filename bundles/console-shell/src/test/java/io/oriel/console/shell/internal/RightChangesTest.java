package io.oriel.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RightChangesTest {
  @Test
  void rights_are_given_and_taken_one_by_one() {
    assertThat(
            RightChanges.apply(
                EnumSet.of(Right.VIEW, Right.INPUT),
                List.of("+files", "-INPUT", "+clipboard-read")))
        .containsExactlyInAnyOrder(Right.VIEW, Right.FILES, Right.CLIPBOARD_READ);
    assertThat(RightChanges.apply(Set.of(), List.of())).isEmpty();
  }

  @Test
  void what_is_no_right_is_named_with_those_there_are() {
    assertThatThrownBy(() -> RightChanges.apply(Set.of(), List.of("+FILE")))
        .hasMessageContaining("FILE is no right")
        .hasMessageContaining("FILES");
    assertThatThrownBy(() -> RightChanges.apply(Set.of(), List.of("FILES")))
        .hasMessageContaining("neither + nor -");
  }

  @Test
  void a_list_shows_them_all() {
    var client = new Client("00", "phone", Set.of(Right.VIEW), Instant.EPOCH);

    assertThat(RightChanges.list(client)).startsWith("phone  +VIEW  -INPUT");
  }
}
