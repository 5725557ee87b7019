package io.oriel.client.gamestream.internal.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.client.gamestream.ClientFolder;
import io.oriel.client.gamestream.Vectors;
import io.oriel.client.gamestream.internal.pairing.ClientPairing.Verdict;
import java.security.KeyFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ClientPairingTest {
  private final JsonObject file = Vectors.file("pairing.json");
  private final X509Certificate host = certificate("server_certificate_pem");
  private final ClientPairing pairing = pairing("0427");

  @Test
  void the_recorded_exchange_gives_the_recorded_requests() throws Exception {
    JsonObject second = file.getAsJsonObject("phase2");
    JsonObject third = file.getAsJsonObject("phase3");
    JsonObject fourth = file.getAsJsonObject("phase4");

    assertThat(pairing.clientChallenge()).isEqualTo(Vectors.bytes(second, "query_clientchallenge"));
    assertThat(pairing.answer(Vectors.bytes(second, "reply_challengeresponse")))
        .isEqualTo(Vectors.bytes(third, "query_serverchallengeresp"));
    assertThat(pairing.check(Vectors.bytes(third, "reply_pairingsecret"), host))
        .isEqualTo(Verdict.GENUINE);
    assertThat(pairing.clientPairingSecret())
        .isEqualTo(Vectors.bytes(fourth, "query_clientpairingsecret"));
  }

  @Test
  void another_pin_at_the_host_is_noticed() throws Exception {
    ClientPairing other = pairing("0428");
    other.answer(Vectors.bytes(file.getAsJsonObject("phase2"), "reply_challengeresponse"));
    byte[] secret = Vectors.bytes(file.getAsJsonObject("phase3"), "reply_pairingsecret");

    assertThat(other.check(secret, host)).isEqualTo(Verdict.WRONG_PIN);
  }

  @Test
  void a_secret_that_the_host_did_not_sign_is_noticed_first() throws Exception {
    pairing.answer(Vectors.bytes(file.getAsJsonObject("phase2"), "reply_challengeresponse"));
    byte[] secret = Vectors.bytes(file.getAsJsonObject("phase3"), "reply_pairingsecret");
    secret[20] ^= 1;

    assertThat(pairing.check(secret, host)).isEqualTo(Verdict.MAN_IN_THE_MIDDLE);
  }

  private ClientPairing pairing(String pin) {
    try {
      String key =
          file.get("client_private_key_pkcs8_pem")
              .getAsString()
              .replaceAll("-----[A-Z ]+-----", "")
              .replaceAll("\\s", "");
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key));
      return new ClientPairing(
          Vectors.bytes(file.getAsJsonObject("phase1"), "salt"),
          Vectors.bytes(file.getAsJsonObject("phase2"), "client_challenge"),
          Vectors.bytes(file.getAsJsonObject("phase3"), "client_secret"),
          pin,
          certificate("client_certificate_pem"),
          KeyFactory.getInstance("RSA").generatePrivate(spec));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate certificate(String name) {
    try {
      return ClientFolder.parse(file.get(name).getAsString());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
