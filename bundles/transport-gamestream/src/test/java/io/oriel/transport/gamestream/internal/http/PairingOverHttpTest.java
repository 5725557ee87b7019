package io.oriel.transport.gamestream.internal.http;

import static io.oriel.transport.gamestream.internal.http.TestClient.bytes;
import static io.oriel.transport.gamestream.internal.http.TestClient.element;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue.Pairing;
import io.oriel.transport.gamestream.internal.pairing.ClientPairing;
import io.oriel.transport.gamestream.internal.pairing.ClientPairing.HostProof;
import io.oriel.transport.gamestream.internal.pairing.PairingCertificate;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PairingOverHttpTest {
  private static final TestIdentity TV = TestIdentity.make();

  private TestHost host;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    host = new TestHost();
    client = host.client(TV);
  }

  @AfterEach
  void stop() {
    client.close();
    host.close();
  }

  private ClientPairing pairing() {
    return new ClientPairing(TV.certificate(), TV.key(), "0427");
  }

  /// Request 1, answered by the owner with this PIN.
  private String begin(ClientPairing pairing, String pin) throws Exception {
    CompletableFuture<String> first = client.startPairing(pairing);
    host.queue.next().answer(new PairingAnswer.Pin(pin, "living room"));
    return first.get(5, TimeUnit.SECONDS);
  }

  @Test
  void five_requests_pair_a_client() throws Exception {
    var pairing = pairing();

    String first = begin(pairing, "0427");
    var certificate = PairingCertificate.parse(bytes(first, "plaincert"));
    assertThat(certificate).isEqualTo(host.trust.identity().certificate());
    String second = client.pairStep("clientchallenge", pairing.challenge());
    String third =
        client.pairStep(
            "serverchallengeresp", pairing.response(bytes(second, "challengeresponse")));
    assertThat(pairing.check(bytes(third, "pairingsecret"), certificate)).isEqualTo(HostProof.GOOD);
    assertThat(host.trust.clients()).isEmpty();
    String fourth = client.pairStep("clientpairingsecret", pairing.secret());
    String fifth = client.https("/pair?uniqueid=1&uuid=2&phrase=pairchallenge");

    for (String answer : new String[] {first, second, third, fourth, fifth}) {
      assertThat(answer).contains("status_code=\"200\"");
      assertThat(element(answer, "paired")).isEqualTo("1");
    }
    assertThat(host.trust.clients()).extracting(Client::name).containsExactly("living room");
    assertThat(host.queue.results()).containsExactly(true);
  }

  @Test
  void a_wrong_pin_pairs_nobody() throws Exception {
    var pairing = pairing();

    String first = begin(pairing, "0428");
    var certificate = PairingCertificate.parse(bytes(first, "plaincert"));
    String second = client.pairStep("clientchallenge", pairing.challenge());
    String third =
        client.pairStep(
            "serverchallengeresp", pairing.response(bytes(second, "challengeresponse")));
    assertThat(pairing.check(bytes(third, "pairingsecret"), certificate))
        .isEqualTo(HostProof.WRONG_PIN);
    String fourth = client.pairStep("clientpairingsecret", pairing.secret());

    assertThat(element(fourth, "paired")).isEqualTo("0");
    assertThat(host.trust.clients()).isEmpty();
    assertThat(host.queue.results()).containsExactly(false);
    assertThat(client.http("/unpair?uniqueid=" + client.uniqueId)).contains("\"200\"");
  }

  @Test
  void a_replayed_request_ends_the_attempt() throws Exception {
    var pairing = pairing();
    begin(pairing, "0427");
    client.pairStep("clientchallenge", pairing.challenge());

    String again = client.pairStep("clientchallenge", pairing.challenge());

    assertThat(again).contains("status_code=\"400\"");
    assertThat(element(again, "paired")).isEqualTo("0");
    assertThat(client.pairStep("serverchallengeresp", new byte[32])).contains("\"400\"");
    assertThat(host.queue.results()).containsExactly(false);
  }

  @Test
  void requests_out_of_order_end_the_attempt() throws Exception {
    begin(pairing(), "0427");

    assertThat(client.pairStep("clientpairingsecret", new byte[272])).contains("\"400\"");
    assertThat(client.pairStep("clientchallenge", new byte[16])).contains("\"400\"");
    assertThat(host.trust.clients()).isEmpty();
  }

  @Test
  void going_on_before_the_pin_ends_the_attempt() throws Exception {
    CompletableFuture<String> first = client.startPairing(pairing());
    host.queue.next();

    assertThat(client.pairStep("clientchallenge", new byte[16])).contains("\"400\"");
    assertThat(first.get(5, TimeUnit.SECONDS)).contains("\"400\"").contains("<paired>0</paired>");
  }

  @Test
  void a_request_without_an_attempt_is_refused() throws Exception {
    assertThat(client.pairStep("clientchallenge", new byte[16])).contains("status_code=\"400\"");
  }

  @Test
  void a_second_request_of_an_address_is_told_to_wait() throws Exception {
    client.startPairing(pairing());
    host.queue.next();

    String second = client.startPairing(pairing()).get(5, TimeUnit.SECONDS);

    assertThat(element(second, "paired")).isEqualTo("1");
    assertThat(second).doesNotContain("plaincert");
  }

  @Test
  void an_owner_who_says_no_or_nothing_is_understood() throws Exception {
    CompletableFuture<String> denied = client.startPairing(pairing());
    host.queue.next().answer(new PairingAnswer.Denied());
    assertThat(denied.get(5, TimeUnit.SECONDS)).contains("status_code=\"403\"");

    CompletableFuture<String> expired = client.startPairing(pairing());
    host.queue.next().answer(new PairingAnswer.Expired());
    assertThat(expired.get(5, TimeUnit.SECONDS)).contains("status_code=\"408\"");
  }

  @Test
  void unpair_ends_the_own_attempt_and_removes_nobody() throws Exception {
    host.pair(TV);
    CompletableFuture<String> first = client.startPairing(pairing());
    var waiting = host.queue.next();

    client.http("/unpair?uniqueid=somebody-else");
    assertThat(host.queue.pending()).containsExactly(waiting);
    client.http("/unpair?uniqueid=" + client.uniqueId);

    assertThat(first.get(5, TimeUnit.SECONDS)).contains("\"400\"");
    assertThat(host.trust.clients()).hasSize(1);
  }

  @Test
  void a_client_that_hangs_up_is_withdrawn() throws Exception {
    var pairing = pairing();
    String line =
        "GET /pair?uniqueid=1&phrase=getservercert&salt="
            + HexFormat.of().formatHex(pairing.salt())
            + "&clientcert="
            + HexFormat.of().formatHex(PairingCertificate.pem(TV.certificate()))
            + " HTTP/1.1\r\nHost: x\r\n\r\n";
    Pairing waiting;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), host.ports.http())) {
      socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      waiting = host.queue.next();
    }

    assertThat(waiting.answered().toCompletableFuture())
        .succeedsWithin(5, TimeUnit.SECONDS)
        .isInstanceOf(PairingAnswer.Withdrawn.class);
  }

  @Test
  void an_unknown_certificate_is_not_paired() throws Exception {
    String answer = client.https("/pair?uniqueid=1&uuid=2&phrase=pairchallenge");

    assertThat(answer).contains("status_code=\"401\"").contains("<paired>0</paired>");
  }

  @Test
  void bad_values_are_refused_before_anybody_is_asked() throws Exception {
    String good = "/pair?uniqueid=1&phrase=getservercert&";
    for (String bad :
        new String[] {
          "salt=00&clientcert=00",
          "salt=" + "00".repeat(16) + "&clientcert=zz",
          "salt=" + "00".repeat(16) + "&clientcert=" + "41".repeat(8000),
          "salt=" + "00".repeat(16) + "&clientcert=" + "41".repeat(9000),
          "salt=" + "00".repeat(16),
          ""
        }) {
      assertThat(client.http(good + bad)).contains("\"400\"").contains("<paired>0</paired>");
    }
    assertThat(host.queue.pending()).isEmpty();
  }

  @Test
  void the_owner_may_close_the_door() throws Exception {
    host.settings.put("pairing", false);

    assertThat(client.startPairing(pairing()).get(5, TimeUnit.SECONDS)).contains("\"403\"");
    assertThat(host.queue.pending()).isEmpty();
  }
}
