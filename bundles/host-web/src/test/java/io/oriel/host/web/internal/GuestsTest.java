package io.oriel.host.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.session.EndReason;
import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestsTest {
  @TempDir Path folder;
  private TestHost host;
  private TestBrowser owner;

  @BeforeEach
  void open() throws Exception {
    host = new TestHost(folder);
    owner = host.browser();
    var key = new TestKey();
    var client = host.trust.add("phone", key.encoded(), Right.usual());
    host.sessions.running.add(FakeSession.of("7f3a", client));
    host.sessions.running.add(
        FakeSession.of("0001", host.trust.add("tv", new TestKey().encoded(), Right.usual())));
    key.login(owner);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private String invite() throws Exception {
    var made = owner.post("/api/guests", "{\"session\":\"7f3a\",\"minutes\":5}").json();
    String link = made.get("link").getAsString();
    assertThat(link).startsWith("http://localhost:" + host.plain + "/#guest=");
    assertThat(made.get("expires").getAsLong()).isGreaterThan(System.currentTimeMillis());
    return link.substring(link.indexOf("guest=") + 6);
  }

  private TestBrowser enter(String secret, int expected) throws Exception {
    var browser = host.browser();
    var got = browser.post("/api/guest", "{\"link\":\"" + secret + "\",\"name\":\"Eve\"}");
    assertThat(got.status()).isEqualTo(expected);
    return browser;
  }

  @Test
  void a_link_shows_one_session_and_nothing_else() throws Exception {
    var guest = enter(invite(), 204);

    var json = guest.get("/api/host").json();

    assertThat(json.getAsJsonObject("me").get("guest").getAsBoolean()).isTrue();
    assertThat(json.getAsJsonObject("me").get("rights").toString())
        .isEqualTo("[\"VIEW\",\"AUDIO\"]");
    assertThat(json.getAsJsonObject("me").has("expires")).isTrue();
    assertThat(json.getAsJsonArray("apps")).isEmpty();
    assertThat(json.getAsJsonArray("sessions")).hasSize(1);
    assertThat(guest.post("/api/guests", "{\"session\":\"7f3a\"}").status()).isEqualTo(403);
    String ticket = guest.post("/api/tickets", "{}").json().get("ticket").getAsString();
    Admission admission = host.desk.redeem(ticket).orElseThrow();
    assertThat(admission.watches()).contains("7f3a");
    assertThat(admission.client().id()).startsWith("guest-");
  }

  @Test
  void a_client_sees_its_own_sessions_and_those_it_may_watch() throws Exception {
    assertThat(listed(owner)).containsExactly("7f3a");
    host.sessions.running.add(
        FakeSession.of(
            "0002", host.trust.add("tablet", new TestKey().encoded(), Right.usual()), true));

    assertThat(listed(owner)).containsExactly("7f3a", "0002");
    assertThat(listed(enter(invite(), 204))).containsExactly("7f3a");
  }

  private static List<String> listed(TestBrowser browser) throws Exception {
    return browser.get("/api/host").json().getAsJsonArray("sessions").asList().stream()
        .map(session -> session.getAsJsonObject().get("id").getAsString())
        .toList();
  }

  @Test
  void nobody_invites_to_the_session_of_another() throws Exception {
    assertThat(owner.post("/api/guests", "{\"session\":\"0001\"}").status()).isEqualTo(404);
  }

  @Test
  void a_withdrawn_link_ends_its_guests_and_tells_the_transports() throws Exception {
    String secret = invite();
    var guest = enter(secret, 204);
    var ended = new LinkedBlockingQueue<Admission>();
    host.desk.watch(ended::add);
    String id =
        owner
            .get("/api/guests")
            .json()
            .getAsJsonArray("guests")
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsString();

    assertThat(owner.post("/api/guests/withdraw", "{\"id\":\"" + id + "\"}").status())
        .isEqualTo(204);

    assertThat(ended.poll(20, TimeUnit.SECONDS).client().name()).isEqualTo("Eve");
    assertThat(guest.get("/api/host").json().get("me").isJsonNull()).isTrue();
    enter(secret, 403);
  }

  @Test
  void links_end_with_their_session() throws Exception {
    enter(invite(), 204);
    var ended = new LinkedBlockingQueue<Admission>();
    host.desk.watch(ended::add);

    host.desk.ended("7f3a", EndReason.CLIENT_QUIT, "");

    assertThat(ended.poll(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void only_so_many_guests_at_once_and_a_reload_is_no_new_one() throws Exception {
    String secret = invite();
    List<TestBrowser> guests = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      guests.add(enter(secret, 204));
    }
    enter(secret, 429);
    var first = guests.getFirst();
    assertThat(first.post("/api/guest", "{\"link\":\"" + secret + "\"}").status()).isEqualTo(204);

    assertThat(first.post("/api/logout", "{}").status()).isEqualTo(204);

    enter(secret, 204);
  }

  @Test
  void links_are_not_guessed() throws Exception {
    int status = 0;
    for (int i = 0; i < 20 && status != 429; i++) {
      status = owner.post("/api/guest", "{\"link\":\"" + "A".repeat(43) + "\"}").status();
      assertThat(status).isIn(403, 429);
    }

    assertThat(status).isEqualTo(429);
  }
}
