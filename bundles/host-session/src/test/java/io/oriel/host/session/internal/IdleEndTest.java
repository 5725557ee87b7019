package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.session.EndReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleEndTest {
  private static final long SECOND = 1_000_000_000;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private final AtomicInteger limit = new AtomicInteger(1);
  private final AtomicLong touched = new AtomicLong();
  private final AtomicLong clock = new AtomicLong();
  private final IdleEnd idle =
      new IdleEnd(timer, limit::get, touched::get, clock::get, ended::complete);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void a_session_nobody_touches_ends() {
    clock.set(SECOND);

    idle.started(null, null);

    assertThat(ended).isCompletedWithValue(EndReason.IDLE);
  }

  @Test
  void input_puts_the_end_off() {
    clock.set(SECOND / 2);
    idle.started(null, null);
    touched.set(SECOND);
    clock.set(SECOND + SECOND / 2);

    assertThat(ended).failsWithin(700, TimeUnit.MILLISECONDS);
    clock.set(2 * SECOND);

    assertThat(ended).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void without_a_limit_it_lives() {
    limit.set(0);
    clock.set(1000 * SECOND);

    idle.started(null, null);

    assertThat(ended).isNotDone();
  }

  @Test
  void after_its_end_it_looks_no_more() {
    clock.set(SECOND / 2);
    idle.started(null, null);

    idle.close(EndReason.CLIENT_QUIT);
    clock.set(9 * SECOND);

    assertThat(ended).failsWithin(900, TimeUnit.MILLISECONDS);
  }
}
