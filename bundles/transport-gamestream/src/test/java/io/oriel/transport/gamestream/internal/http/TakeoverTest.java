package io.oriel.transport.gamestream.internal.http;

import static io.oriel.transport.gamestream.internal.http.TestClient.element;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.session.EndReason;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeoverTest {
  private static final TestIdentity PROFILE = TestIdentity.make();

  private TestHost host;
  private TestClient tv;
  private TestClient tablet;
  private int keys;

  @BeforeEach
  void start() throws Exception {
    host = new TestHost();
    tv = host.client(PROFILE);
    tablet = new TestClient(host.ports, PROFILE, InetAddress.getByName("127.0.0.2"));
    host.pair(PROFILE);
  }

  @AfterEach
  void stop() {
    tv.close();
    tablet.close();
    host.close();
  }

  private String ask(String verb) {
    keys++;
    return "/"
        + verb
        + "?appid=881448767&mode=1280x720x60&localAudioPlayMode=0&rikeyid=1&corever=1&rikey="
        + "%032x".formatted(keys);
  }

  @Test
  void the_same_certificate_from_elsewhere_takes_over() throws Exception {
    tv.https(ask("launch"));

    String resumed = tablet.https(ask("resume"));

    assertThat(element(resumed, "resume")).isEqualTo("1");
    assertThat(host.orchestrator.prepared).hasSize(2);
    assertThat(host.orchestrator.prepared.getFirst().ended())
        .isCompletedWithValue(EndReason.TAKEN_OVER);
    assertThat(host.orchestrator.prepared.getLast().ended()).isNotDone();
  }

  @Test
  void a_launch_of_what_runs_already_goes_on_with_it() throws Exception {
    tv.https(ask("launch"));

    assertThat(element(tablet.https(ask("launch")), "gamesession")).isEqualTo("1");
    assertThat(host.orchestrator.prepared.getFirst().ended())
        .isCompletedWithValue(EndReason.TAKEN_OVER);
  }

  @Test
  void where_takeover_is_refused_the_other_device_is_told_and_the_stream_goes_on()
      throws Exception {
    host.settings.put("takeover", "refuse");
    tv.https(ask("launch"));

    assertThat(tablet.https(ask("resume")))
        .contains("status_code=\"470\"")
        .contains("another device")
        .contains("<resume>0</resume>");
    assertThat(tablet.https(ask("launch"))).contains("status_code=\"400\"");
    assertThat(host.orchestrator.prepared).singleElement().matches(s -> !s.ended.isDone());
  }

  @Test
  void a_device_that_comes_back_where_it_was_always_gets_its_stream() throws Exception {
    host.settings.put("takeover", "refuse");
    tv.https(ask("launch"));

    assertThat(element(tv.https(ask("resume")), "resume")).isEqualTo("1");
    host.orchestrator.prepared.getLast().end(EndReason.CLIENT_GONE);
    assertThat(element(tablet.https(ask("resume")), "resume")).isEqualTo("1");
  }
}
