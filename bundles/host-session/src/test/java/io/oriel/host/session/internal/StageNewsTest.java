package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageNewsTest {
  private final List<String> told = new ArrayList<>();
  private final StageNews news = new StageNews((_, cause) -> told.add(cause.getMessage()));

  @Test
  void a_loss_while_a_stage_opens_is_told_when_it_is_open() {
    news.lost("the node vanished");
    assertThat(told).isEmpty();

    news.of(new OpenStage<AutoCloseable>(null, () -> {}, () -> {}));

    assertThat(told).containsExactly("the node vanished");
  }

  @Test
  void a_loss_after_that_is_told_at_once() {
    news.of(new OpenStage<AutoCloseable>(null, () -> {}, () -> {}));
    news.lost("the node vanished");

    assertThat(told).containsExactly("the node vanished");
  }
}
