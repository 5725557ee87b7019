package io.oriel.media.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NativeHandleTest {
  private final AtomicInteger freed = new AtomicInteger();
  private final NativeHandle handle = new NativeHandle(freed::incrementAndGet);

  @Test
  void closing_frees_at_once_and_once_when_nobody_is_inside() {
    handle.close();
    handle.close();

    assertThat(freed).hasValue(1);
    assertThat(handle.enter()).isFalse();
  }

  @Test
  void the_last_to_leave_frees() {
    assertThat(handle.enter()).isTrue();
    assertThat(handle.enter()).isTrue();
    handle.close();
    handle.exit();
    assertThat(freed).hasValue(0);

    handle.exit();

    assertThat(freed).hasValue(1);
    assertThat(handle.isClosed()).isTrue();
  }

  @Test
  void closing_races_with_calls_and_frees_once_after_them() throws Exception {
    for (int round = 0; round < 200; round++) {
      var alive = new AtomicInteger(1);
      var wrong = new AtomicInteger();
      var raced = new NativeHandle(alive::decrementAndGet);
      Runnable caller =
          () -> {
            while (raced.enter()) {
              if (alive.get() != 1) {
                wrong.incrementAndGet();
              }
              raced.exit();
            }
          };
      var a = Thread.ofPlatform().start(caller);
      var b = Thread.ofPlatform().start(caller);

      raced.close();
      a.join();
      b.join();

      assertThat(wrong).hasValue(0);
      assertThat(alive).hasValue(0);
    }
  }
}
