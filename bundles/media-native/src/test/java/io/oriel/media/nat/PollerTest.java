package io.oriel.media.nat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PollerTest {
  @Test
  void nothing_ready_is_a_time_out() throws Exception {
    try (var event = new EventFd()) {
      long start = System.nanoTime();

      boolean ready = new Poller(event.fd()).poll(5_000_000);

      assertThat(ready).isFalse();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);
    }
  }

  @Test
  void a_signal_before_the_wait_is_remembered_and_drained_once() throws Exception {
    try (var event = new EventFd();
        var other = new EventFd()) {
      var poller = new Poller(other.fd(), event.fd());
      event.signal();
      event.signal();

      assertThat(poller.poll(-1)).isTrue();
      assertThat(poller.readable(0)).isFalse();
      assertThat(poller.readable(1)).isTrue();
      assertThat(event.drain()).isTrue();
      assertThat(event.drain()).isFalse();
      assertThat(poller.poll(0)).isFalse();
    }
  }

  @Test
  void a_signal_from_another_thread_ends_the_wait() throws Exception {
    try (var event = new EventFd()) {
      var thread = Thread.ofPlatform().start(event::signal);

      assertThat(new Poller(event.fd()).poll(-1)).isTrue();
      thread.join();
    }
  }

  @Test
  void a_signal_after_close_does_nothing() throws Exception {
    var event = new EventFd();

    event.close();
    event.signal();

    assertThat(event.drain()).isFalse();
  }
}
