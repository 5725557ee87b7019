package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectRoundsTest {
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 10;

  // What the JVM itself opens now and then: a jar, a compiler thread.
  private static final int SLACK = 4;

  @Test
  void ten_rounds_leave_no_process_descriptor_output_or_thread_behind() throws Exception {
    try (RunningHost host = Stages.host()) {
      GameStreamHost client = host.paired();
      List<String> displays = new ArrayList<>();
      for (int i = 0; i < WARM_UP; i++) {
        round(host, client, displays);
      }
      int descriptors = host.process().descriptors();
      int threads = host.process().threads();

      for (int i = 0; i < ROUNDS; i++) {
        round(host, client, displays);
      }

      assertThat(Desktop.processes(displays)).isEmpty();
      assertThat(host.process().threads("oriel-vid")).isEmpty();
      assertThat(host.process().threads("oriel-tx")).isEmpty();
      assertThat(
              Await.until(
                  Stages.PATIENCE,
                  () ->
                      host.process().descriptors() <= descriptors + SLACK
                          && host.process().threads() <= threads + SLACK))
          .as(
              "descriptors %d then %d, threads %d then %d",
              descriptors, host.process().descriptors(), threads, host.process().threads())
          .isTrue();
    }
  }

  private static void round(RunningHost host, GameStreamHost client, List<String> displays)
      throws Exception {
    var shown = new CountDownLatch(1);
    var listener =
        new StreamListener() {
          @Override
          public void frame(ReceivedFrame frame) {
            shown.countDown();
          }
        };
    var options = StreamOptions.of(640, 480, 30).decoding(false);
    try (var _ = client.stream("Desktop", options, listener)) {
      displays.add(host.desktops(1).getFirst().id());
      assertThat(shown.await(Stages.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    client.quit();
    host.desktops(0);
  }
}
