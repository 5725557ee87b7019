package io.oriel.host.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.Right;
import io.oriel.host.web.internal.login.Secrets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingTest {
  @TempDir Path folder;
  private TestHost host;
  private TestBrowser browser;
  private TestKey key;
  private String id;

  @BeforeEach
  void open() throws Exception {
    host = new TestHost(folder);
    browser = host.browser();
    key = new TestKey();
    id = HexFormat.of().formatHex(Secrets.sha256(key.encoded()));
  }

  @AfterEach
  void close() {
    host.close();
  }

  private TestBrowser.Got ask() throws Exception {
    String challenge = browser.post("/api/challenge", "{}").json().get("challenge").getAsString();
    JsonObject proof = key.proof("localhost", challenge);
    proof.addProperty("name", "Chromium on\u0007 Linux");
    return browser.post("/api/pair", proof.toString());
  }

  private String state() throws Exception {
    return browser.get("/api/pair?key=" + id).json().get("state").getAsString();
  }

  @Test
  void the_owner_types_the_code_that_the_page_shows() throws Exception {
    String code = ask().json().get("code").getAsString();
    assertThat(code).matches("[0-9]{4}");
    assertThat(state()).isEqualTo("waiting");
    assertThat(key.login(browser).status()).as("not yet").isEqualTo(403);
    var request = host.queue.asked.getFirst();
    assertThat(request.request().fingerprint()).isEqualTo(id);

    request.answer(new PairingAnswer.Pin(code, ""));

    assertThat(state()).isEqualTo("paired");
    assertThat(request.finished).contains(true);
    assertThat(key.login(browser).status()).isEqualTo(204);
    var client = host.trust.clients().getFirst();
    assertThat(client.name()).isEqualTo("Chromium on  Linux");
    assertThat(client.rights()).isEqualTo(Right.usual());
    assertThat(ask().json().get("error").getAsString()).isEqualTo("paired");
  }

  @Test
  void a_wrong_code_pairs_nobody_and_counts() throws Exception {
    String code = ask().json().get("code").getAsString();
    String other = code.equals("0000") ? "0001" : "0000";

    host.queue.asked.getFirst().answer(new PairingAnswer.Pin(other, "x"));

    assertThat(state()).isEqualTo("wrong");
    assertThat(host.queue.asked.getFirst().finished).contains(false);
    assertThat(host.trust.clients()).isEmpty();
  }

  @Test
  void a_refusal_and_a_browser_that_asks_again() throws Exception {
    ask();
    host.queue.asked.getFirst().answer(new PairingAnswer.Denied());
    assertThat(state()).isEqualTo("denied");

    ask();

    assertThat(state()).isEqualTo("waiting");
    ask();
    assertThat(host.queue.asked.get(1).answer.join()).isInstanceOf(PairingAnswer.Withdrawn.class);
  }

  @Test
  void the_queue_says_how_often_one_may_ask() throws Exception {
    host.queue.refusal =
        new PairingRefusedException(PairingRefusedException.Reason.TOO_MANY, "try in 9 s");

    assertThat(ask().status()).isEqualTo(429);
  }

  @Test
  void the_owners_login_pairs_at_once() throws Exception {
    var login = new JsonObject();
    login.addProperty("user", "oriel");
    login.addProperty("password", "secret");
    login.addProperty("key", key.text());
    login.addProperty("name", "Laptop");

    assertThat(browser.post("/api/console-login", login.toString()).status()).isEqualTo(204);

    assertThat(browser.get("/api/host").json().getAsJsonObject("me").get("id").getAsString())
        .isEqualTo(id);
    login.addProperty("password", "guess");
    assertThat(browser.post("/api/console-login", login.toString()).status()).isEqualTo(403);
  }
}
