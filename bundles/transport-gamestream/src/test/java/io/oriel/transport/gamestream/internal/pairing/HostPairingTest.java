package io.oriel.transport.gamestream.internal.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.transport.gamestream.internal.pairing.ClientPairing.HostProof;
import io.oriel.wire.gamestream.pairing.PairingCrypto;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Against `pairing.json` of the GameStream vectors.
class HostPairingTest {
  private static final HexFormat HEX = HexFormat.of();

  private final JsonObject vectors = load();
  private final X509Certificate host = certificate("server");
  private final X509Certificate client = certificate("client");
  private final PrivateKey hostKey = key("server");
  private final PrivateKey clientKey = key("client");

  @Test
  void the_host_answers_as_in_the_vectors() throws Exception {
    HostPairing pairing = pairing("0427");

    assertThat(pairing.challenge(hex("phase2", "query_clientchallenge")))
        .isEqualTo(hex("phase2", "reply_challengeresponse"));
    assertThat(pairing.response(hex("phase3", "query_serverchallengeresp")))
        .isEqualTo(hex("phase3", "reply_pairingsecret"));
    assertThat(pairing.verify(hex("phase4", "query_clientpairingsecret"))).isTrue();
  }

  @Test
  void a_wrong_pin_at_the_host_does_not_pair() throws Exception {
    HostPairing pairing = pairing("0428");
    pairing.challenge(hex("phase2", "query_clientchallenge"));
    pairing.response(hex("phase3", "query_serverchallengeresp"));

    assertThat(pairing.verify(hex("phase4", "query_clientpairingsecret"))).isFalse();
  }

  @Test
  void a_flipped_signature_does_not_pair() throws Exception {
    byte[] bad =
        HEX.parseHex(
            vectors
                .getAsJsonArray("negative")
                .get(1)
                .getAsJsonObject()
                .get("query_clientpairingsecret")
                .getAsString());
    HostPairing pairing = pairing("0427");
    pairing.challenge(hex("phase2", "query_clientchallenge"));
    pairing.response(hex("phase3", "query_serverchallengeresp"));

    assertThat(pairing.verify(bad)).isFalse();
  }

  @Test
  void keys_are_derived_as_in_the_vectors() {
    for (var sample : vectors.getAsJsonArray("key_derivation_only")) {
      JsonObject one = sample.getAsJsonObject();
      assertThat(
              PairingCrypto.key(
                  HEX.parseHex(one.get("salt").getAsString()), one.get("pin").getAsString()))
          .isEqualTo(HEX.parseHex(one.get("aes_key").getAsString()));
    }
  }

  @Test
  void the_pem_text_is_that_of_the_vectors() throws Exception {
    assertThat(PairingCertificate.pem(host)).isEqualTo(hex("phase1", "reply_plaincert"));
    assertThat(PairingCertificate.parse(hex("phase1", "query_clientcert"))).isEqualTo(client);
  }

  @Test
  void both_sides_agree_with_the_right_pin_only() throws Exception {
    for (String pin : List.of("0427", "1111")) {
      var there = new ClientPairing(client, clientKey, "0427");
      var here = new HostPairing(host, hostKey, client, there.salt(), pin);
      byte[] revealed = here.response(there.response(here.challenge(there.challenge())));

      assertThat(there.check(revealed, host))
          .isEqualTo(pin.equals("0427") ? HostProof.GOOD : HostProof.WRONG_PIN);
      assertThat(there.check(revealed, client)).isEqualTo(HostProof.WRONG_HOST);
      assertThat(here.verify(there.secret())).isEqualTo(pin.equals("0427"));
    }
  }

  @Test
  void no_step_can_be_repeated() throws Exception {
    HostPairing pairing = pairing("0427");
    pairing.challenge(hex("phase2", "query_clientchallenge"));
    byte[] response = hex("phase3", "query_serverchallengeresp");
    pairing.response(response);

    assertThatThrownBy(() -> pairing.response(response)).isInstanceOf(PairingException.class);
    assertThatThrownBy(() -> pairing.verify(hex("phase4", "query_clientpairingsecret")))
        .isInstanceOf(PairingException.class);
  }

  @Test
  void no_step_can_be_left_out() throws Exception {
    HostPairing pairing = pairing("0427");

    assertThatThrownBy(() -> pairing.response(new byte[32])).isInstanceOf(PairingException.class);
    assertThatThrownBy(() -> pairing.challenge(new byte[16])).isInstanceOf(PairingException.class);
  }

  @Test
  void wrong_sizes_end_the_attempt() throws Exception {
    HostPairing pairing = pairing("0427");

    assertThatThrownBy(() -> pairing.challenge(new byte[32])).isInstanceOf(PairingException.class);
    assertThatThrownBy(() -> pairing.challenge(hex("phase2", "query_clientchallenge")))
        .isInstanceOf(PairingException.class);
  }

  private HostPairing pairing(String pin) throws PairingException {
    return new HostPairing(
        host,
        hostKey,
        client,
        hex("phase1", "salt"),
        pin,
        new Scripted(hex("phase2", "server_secret"), hex("phase2", "server_challenge")));
  }

  private byte[] hex(String phase, String name) {
    return HEX.parseHex(vectors.getAsJsonObject(phase).get(name).getAsString());
  }

  private X509Certificate certificate(String who) {
    try {
      return PairingCertificate.parse(
          vectors.get(who + "_certificate_pem").getAsString().getBytes(StandardCharsets.US_ASCII));
    } catch (PairingException e) {
      throw new AssertionError(e);
    }
  }

  private PrivateKey key(String who) {
    String pem = vectors.get(who + "_private_key_pkcs8_pem").getAsString();
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static JsonObject load() {
    var in = HostPairingTest.class.getResourceAsStream("/gamestream/pairing.json");
    return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
        .getAsJsonObject();
  }

  /// Yields the bytes of the vectors in order.
  private static final class Scripted extends Random {
    private static final long serialVersionUID = 1L;
    private final transient Deque<byte[]> script;

    Scripted(byte[]... script) {
      this.script = new ArrayDeque<>(List.of(script));
    }

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] next = script.remove();
      System.arraycopy(next, 0, bytes, 0, bytes.length);
    }
  }
}
