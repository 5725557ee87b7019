package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.session.Stage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpeningsTest {
  private final Provider<Object> provider = new Provider<>(Stage.CAPTURE, "fake", new Object(), 0);
  private final Openings openings = new Openings();

  @Test
  void an_open_in_flight_is_interrupted_and_its_result_closed() throws Exception {
    var inside = new CountDownLatch(1);
    var closed = new AtomicInteger();
    var opener =
        CompletableFuture.<Object>supplyAsync(
            () -> {
              try {
                return openings.<AutoCloseable>open(
                    provider,
                    () -> {
                      inside.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException _) {
                        // a backend that ignores the interrupt and succeeds all the same
                      }
                      return closed::incrementAndGet;
                    });
              } catch (BackendException e) {
                return e;
              }
            });
    inside.await();

    boolean drained = openings.drain(provider, System.nanoTime() + 5_000_000_000L);

    assertThat(drained).isTrue();
    assertThat(opener.get(5, TimeUnit.SECONDS)).isInstanceOf(BackendException.class);
    assertThat(closed).hasValue(1);
  }

  @Test
  void a_backend_that_left_is_not_opened_any_more() {
    openings.drain(provider, System.nanoTime());

    assertThatThrownBy(() -> openings.<AutoCloseable>open(provider, () -> () -> {}))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("taken away");
  }

  @Test
  void anything_a_backend_throws_becomes_a_backend_exception() {
    assertThatThrownBy(
            () ->
                openings.<AutoCloseable>open(
                    provider,
                    () -> {
                      throw new IllegalStateException("boom");
                    }))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("capture=fake")
        .hasMessageContaining("boom")
        .hasNoCause();
  }
}
