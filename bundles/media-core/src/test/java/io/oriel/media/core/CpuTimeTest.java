package io.oriel.media.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
  private static final long WORK_NANOS = 20_000_000;

  private final CpuTime time = new CpuTime();

  private static void work() {
    long end = System.nanoTime() + WORK_NANOS;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void running_and_ended_threads_count_and_the_time_never_falls() throws Exception {
    var worked = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var thread =
        new Thread(
            time.counted(
                () -> {
                  work();
                  worked.countDown();
                  try {
                    end.await();
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                }));
    assertThat(time.nanos()).isZero();
    thread.start();
    worked.await();
    long running = time.nanos();
    assertThat(running).isPositive();

    end.countDown();
    thread.join();

    assertThat(time.nanos()).isGreaterThanOrEqualTo(running);
  }
}
