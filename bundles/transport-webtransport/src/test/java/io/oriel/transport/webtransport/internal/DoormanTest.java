package io.oriel.transport.webtransport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.webtransport.CloseReason;
import io.oriel.media.webtransport.ConnectRequest;
import io.oriel.media.webtransport.Decision;
import io.oriel.media.webtransport.WebTransportListener;
import io.oriel.media.webtransport.WebTransportSession;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoormanTest {
  private String advertised = "";
  private boolean room = true;
  private final Doorman doorman =
      new Doorman(
          () -> advertised,
          _ -> room,
          () ->
              new WebTransportListener() {
                @Override
                public void opened(WebTransportSession session) {}

                @Override
                public void closed(CloseReason reason) {}
              });

  private Decision decide(String authority, String path, String origin, String... protocols) {
    return doorman.decide(
        new ConnectRequest(
            authority,
            path,
            Optional.ofNullable(origin),
            List.of(protocols),
            new InetSocketAddress("127.0.0.1", 9)));
  }

  private static Decision refused(int status) {
    return new Decision.Refused(status);
  }

  @Test
  void a_page_of_this_host_comes_in() {
    assertThat(decide("desk.local:47992", "/oriel", "https://desk.local:47991", "oriel-1"))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(decide("[fd00::1]:47992", "/oriel", "https://[FD00::1]:47991", "oriel-1"))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(decide("127.0.0.1:47992", "/oriel", "http://localhost:47992", "x", "oriel-1"))
        .isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void pages_of_others_do_not() {
    for (String origin :
        List.of("https://evil.example", "null", "", "file://desk.local", "https://", "a b")) {
      assertThat(decide("desk.local:47992", "/oriel", origin, "oriel-1"))
          .as(origin)
          .isEqualTo(refused(403));
    }
  }

  @Test
  void an_advertised_host_is_another_one_than_the_page_s() {
    advertised = "relay.example";

    assertThat(decide("relay.example:443", "/oriel", "https://desk.local:47991", "oriel-1"))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(decide("other.example:443", "/oriel", "https://desk.local:47991", "oriel-1"))
        .isEqualTo(refused(403));
  }

  @Test
  void where_there_is_no_room_nobody_comes_in() {
    room = false;

    assertThat(decide("h:1", "/oriel", null, "oriel-1")).isEqualTo(refused(429));
  }

  @Test
  void there_is_one_path_and_one_protocol() {
    assertThat(decide("h:1", "/other", null, "oriel-1")).isEqualTo(refused(404));
    assertThat(decide("h:1", "/oriel?x", null, "oriel-1")).isEqualTo(refused(404));
    assertThat(decide("h:1", "/oriel", null, "moq")).isEqualTo(refused(400));
    assertThat(((Decision.Accepted) decide("h:1", "/oriel", null)).protocol()).isEmpty();
  }
}
