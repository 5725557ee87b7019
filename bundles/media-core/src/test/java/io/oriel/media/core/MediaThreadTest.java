package io.oriel.media.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MediaThreadTest {
  @Test
  void the_thread_carries_its_name_and_the_smallest_timer_slack() throws Exception {
    var seen = new CompletableFuture<String>();

    var thread = MediaThread.start("oriel-vid-7f3a", () -> seen.complete(self()), _ -> {});

    thread.join();
    assertThat(thread.isDaemon()).isTrue();
    assertThat(seen.get(5, TimeUnit.SECONDS)).isEqualTo("oriel-vid-7f3a 1");
  }

  @Test
  void a_body_that_throws_is_reported() throws Exception {
    var died = new CompletableFuture<Throwable>();
    var error = new StackOverflowError("made up");

    MediaThread.start(
        "oriel-tx-0000",
        () -> {
          throw error;
        },
        died::complete);

    assertThat(died.get(5, TimeUnit.SECONDS)).isSameAs(error);
  }

  @Test
  void a_body_that_returns_is_not() throws Exception {
    var died = new CompletableFuture<Throwable>();

    MediaThread.start("oriel-tx-0001", () -> {}, died::complete).join();

    assertThat(died).isNotDone();
  }

  /// Name and timer slack as the kernel tells them. Not every kernel shows the slack
  /// (`/proc/<tid>/timerslack_ns`); then what was asked for is taken for granted.
  private static String self() {
    try {
      String name = Files.readString(Path.of("/proc/thread-self/comm")).strip();
      long tid = Long.parseLong(Path.of("/proc/thread-self").toRealPath().getFileName().toString());
      Path slack = Path.of("/proc/" + tid + "/timerslack_ns");
      return name + " " + (Files.exists(slack) ? Files.readString(slack).strip() : "1");
    } catch (IOException e) {
      return e.toString();
    }
  }
}
