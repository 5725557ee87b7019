package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.session.Stage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenStageTest {
  private final AtomicInteger closed = new AtomicInteger();

  private OpenStage<AutoCloseable> stage(Runnable wake) {
    var provider = new Provider<>(Stage.ENCODER, "fake", new Object(), 0);
    return new OpenStage<>(provider, closed::incrementAndGet, wake);
  }

  @Test
  void a_closed_gate_lets_nobody_in() {
    var stage = stage(() -> {});

    assertThat(stage.gate().enter()).isTrue();
    stage.gate().exit();
    stage.drain();

    assertThat(stage.gate().enter()).isFalse();
  }

  @Test
  void draining_wakes_the_thread_inside_and_closes_after_it_left() throws Exception {
    var woken = new CountDownLatch(1);
    var stage = stage(woken::countDown);
    var inside = new CountDownLatch(1);
    var closedWhenLeaving = new AtomicInteger(-1);
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  stage.gate().enter();
                  inside.countDown();
                  try {
                    woken.await();
                  } catch (InterruptedException _) {
                    return;
                  }
                  closedWhenLeaving.set(closed.get());
                  stage.gate().exit();
                });
    inside.await();

    boolean freed = stage.drain();
    thread.join();

    assertThat(freed).isTrue();
    assertThat(closedWhenLeaving).hasValue(0);
    assertThat(closed).hasValue(1);
  }

  @Test
  void a_stage_with_a_thread_stuck_inside_is_abandoned_and_not_freed() {
    var stage = stage(() -> {});
    stage.gate().enter();

    boolean freed = stage.drain(System.nanoTime() + 20_000_000, () -> {});

    assertThat(freed).isFalse();
    assertThat(closed).hasValue(0);
  }

  @Test
  void two_drains_close_once() {
    var stage = stage(() -> {});

    stage.drain();
    stage.drain();

    assertThat(closed).hasValue(1);
  }
}
