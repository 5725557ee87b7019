package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.client.gamestream.ClientManners;
import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OldClientsTest {
  private static final StreamOptions CURRENT = StreamOptions.of(640, 480, 30);
  private static final StreamOptions PLAIN = CURRENT.encryption(true, true, false);
  private static final ClientManners OLD = ClientManners.USUAL.oldControl(true);
  private static final StreamListener NOBODY = new StreamListener() {};

  @Test
  void they_are_refused_with_the_name_of_the_setting_in_the_log() throws Exception {
    try (RunningHost host = Stages.host()) {
      GameStreamHost client = host.paired();
      assertThatThrownBy(() -> client.stream("Desktop", PLAIN, NOBODY))
          .isInstanceOfSatisfying(
              GameStreamException.class, e -> assertThat(e.code()).isEqualTo(403));
      client.manners(OLD);
      assertThatThrownBy(() -> client.stream("Desktop", CURRENT, NOBODY))
          .isInstanceOfSatisfying(
              GameStreamException.class, e -> assertThat(e.code()).isEqualTo(403));

      String log = host.process().log();
      assertThat(log).contains("plain.rtsp").contains("legacy.control.encryption");
    }
  }

  @Test
  void they_stream_where_the_owner_allows_it() throws Exception {
    String settings =
        RunningHost.QUIET.get("io.oriel.transport.gamestream.config")
            + "plain.rtsp=B\"true\"\nlegacy.control.encryption=B\"true\"\n";
    try (RunningHost host = Stages.host(Map.of("io.oriel.transport.gamestream.config", settings))) {
      GameStreamHost client = host.paired();
      for (ClientManners manners : new ClientManners[] {ClientManners.USUAL, OLD}) {
        client.manners(manners);
        try (var stream = client.stream("Desktop", PLAIN, NOBODY)) {
          assertThat(Await.until(Stages.PATIENCE, () -> stream.figures().framesShown() > 20))
              .as("%s", stream.figures())
              .isTrue();
          assertThat(stream.ended()).isNotDone();
        }
        client.quit();
      }
      assertThat(host.process().log()).contains("old clients are served");
    }
  }
}
