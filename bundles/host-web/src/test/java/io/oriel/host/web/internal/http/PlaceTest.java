package io.oriel.host.web.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final AtomicInteger freed = new AtomicInteger();
  private final Place place = new Place(waiting::add, freed::incrementAndGet);

  @Test
  void a_connection_without_handshakes_gives_its_place_back_when_it_is_closed() {
    place.leave();

    assertThat(freed).hasValue(1);
  }

  @Test
  void whoever_leaves_before_the_handshake_holds_the_place_until_it_is_done() {
    place.execute(() -> {});
    place.leave();
    assertThat(freed).hasValue(0);

    waiting.remove().run();

    assertThat(freed).hasValue(1);
  }

  @Test
  void a_handshake_that_fails_or_is_refused_holds_no_place() {
    place.execute(
        () -> {
          throw new IllegalStateException("no such thing");
        });
    assertThatThrownBy(waiting.remove()::run).isInstanceOf(IllegalStateException.class);
    var closed =
        new Place(
            _ -> {
              throw new RejectedExecutionException();
            },
            freed::incrementAndGet);
    assertThatThrownBy(() -> closed.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);

    closed.leave();
    place.leave();

    assertThat(freed).hasValue(2);
  }
}
