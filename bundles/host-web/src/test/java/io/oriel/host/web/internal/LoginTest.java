package io.oriel.host.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.trust.Right;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  @TempDir Path folder;
  private TestHost host;
  private TestBrowser browser;

  @BeforeEach
  void open() throws Exception {
    host = new TestHost(folder);
    browser = host.browser();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void strangers_learn_name_and_version_only() throws Exception {
    var got = browser.get("/api/host");

    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text()).isEqualTo("{\"name\":\"box\",\"version\":\"1.2.3\",\"me\":null}");
    assertThat(got.header("content-security-policy")).contains("default-src 'none'");
    assertThat(got.header("cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(got.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(got.header("cache-control")).isEqualTo("no-store");
  }

  @Test
  void a_paired_key_logs_in_and_gets_a_ticket() throws Exception {
    var key = new TestKey();
    host.trust.add("phone", key.encoded(), Right.usual());

    var login = key.login(browser);

    assertThat(login.status()).isEqualTo(204);
    assertThat(login.header("set-cookie")).contains("HttpOnly").contains("SameSite=Strict");
    var me = browser.get("/api/host").json();
    assertThat(me.getAsJsonObject("me").get("name").getAsString()).isEqualTo("phone");
    assertThat(me.getAsJsonArray("apps")).hasSize(2);
    String ticket = browser.post("/api/tickets", "{}").json().get("ticket").getAsString();
    var admission = host.desk.redeem(ticket);
    assertThat(admission.orElseThrow().client().name()).isEqualTo("phone");
    assertThat(host.desk.redeem(ticket)).as("twice").isEmpty();
  }

  @Test
  void an_unknown_key_is_told_so() throws Exception {
    var got = new TestKey().login(browser);

    assertThat(got.status()).isEqualTo(403);
    assertThat(got.json().get("error").getAsString()).isEqualTo("unknown");
  }

  @Test
  void a_challenge_is_good_once() throws Exception {
    var key = new TestKey();
    host.trust.add("phone", key.encoded(), Right.usual());
    String challenge = browser.post("/api/challenge", "{}").json().get("challenge").getAsString();
    var proof = key.proof("localhost", challenge).toString();

    assertThat(browser.post("/api/login", proof).status()).isEqualTo(204);
    assertThat(browser.post("/api/login", proof).status()).isEqualTo(403);
  }

  @Test
  void a_signature_for_another_host_is_no_good() throws Exception {
    var key = new TestKey();
    host.trust.add("phone", key.encoded(), Right.usual());
    String challenge = browser.post("/api/challenge", "{}").json().get("challenge").getAsString();

    var got = browser.post("/api/login", key.proof("evil.example", challenge).toString());

    assertThat(got.json().get("error").getAsString()).isEqualTo("signature");
  }

  @Test
  void guessing_is_slowed_down() throws Exception {
    var key = new TestKey();
    int status = 0;
    for (int i = 0; i < 20 && status != 429; i++) {
      String challenge = browser.post("/api/challenge", "{}").json().get("challenge").getAsString();
      status = browser.post("/api/login", key.proof("evil.example", challenge).toString()).status();
      assertThat(status).isIn(403, 429);
    }

    assertThat(status).isEqualTo(429);
  }

  @Test
  void logging_out_ends_the_cookie_and_its_tickets() throws Exception {
    var key = new TestKey();
    host.trust.add("phone", key.encoded(), Right.usual());
    key.login(browser);
    String ticket = browser.post("/api/tickets", "{}").json().get("ticket").getAsString();
    String cookie = browser.cookie;

    assertThat(browser.post("/api/logout", "{}").status()).isEqualTo(204);

    browser.cookie = cookie;
    assertThat(browser.post("/api/tickets", "{}").status()).isEqualTo(401);
    assertThat(host.desk.redeem(ticket)).isEmpty();
  }

  @Test
  void a_removed_client_is_out_at_once_and_rights_are_always_those_of_now() throws Exception {
    var key = new TestKey();
    var client = host.trust.add("phone", key.encoded(), Right.usual());
    key.login(browser);
    host.trust.allow(client.id(), Set.of(Right.VIEW));
    assertThat(browser.get("/api/host").json().getAsJsonObject("me").get("rights").toString())
        .isEqualTo("[\"VIEW\"]");

    host.trust.remove(client.id());

    assertThat(browser.get("/api/host").json().get("me").isJsonNull()).isTrue();
  }
}
