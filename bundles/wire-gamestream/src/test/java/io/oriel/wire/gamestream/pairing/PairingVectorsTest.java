package io.oriel.wire.gamestream.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.wire.gamestream.Vectors;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PairingVectorsTest {
  private final JsonObject file = Vectors.file("pairing.json");

  private X509Certificate certificate(String name) throws Exception {
    byte[] pem = file.get(name).getAsString().getBytes(StandardCharsets.US_ASCII);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private PrivateKey key(String name) throws Exception {
    String pem = file.get(name).getAsString().replaceAll("-----[^-]+-----|\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }

  @Test
  void the_recorded_exchange_is_reproduced() throws Exception {
    var host = certificate("server_certificate_pem");
    var client = certificate("client_certificate_pem");
    var p1 = file.getAsJsonObject("phase1");
    var p2 = file.getAsJsonObject("phase2");
    var p3 = file.getAsJsonObject("phase3");
    var p4 = file.getAsJsonObject("phase4");

    byte[] k = PairingCrypto.key(Vectors.bytes(p1, "salt"), p1.get("pin").getAsString());
    assertThat(k).isEqualTo(Vectors.bytes(p1, "aes_key"));

    byte[] challenge = PairingCrypto.decrypt(k, Vectors.bytes(p2, "query_clientchallenge"));
    assertThat(challenge).isEqualTo(Vectors.bytes(p2, "client_challenge"));
    byte[] ss = Vectors.bytes(p2, "server_secret");
    byte[] hash = PairingCrypto.hostHash(challenge, host, ss);
    assertThat(hash).isEqualTo(Vectors.bytes(p2, "server_hash"));
    assertThat(PairingCrypto.encrypt(k, Vectors.bytes(p2, "challengeresponse_plain")))
        .isEqualTo(Vectors.bytes(p2, "reply_challengeresponse"));

    byte[] c = PairingCrypto.decrypt(k, Vectors.bytes(p3, "query_serverchallengeresp"));
    byte[] cs = Vectors.bytes(p3, "client_secret");
    assertThat(c)
        .isEqualTo(PairingCrypto.clientHash(Vectors.bytes(p2, "server_challenge"), client, cs));
    byte[] reply = PairingCrypto.signed(ss, key("server_private_key_pkcs8_pem"));
    assertThat(reply).isEqualTo(Vectors.bytes(p3, "reply_pairingsecret"));
    assertThat(PairingCrypto.verify(reply, host)).isTrue();

    byte[] secret = PairingCrypto.signed(cs, key("client_private_key_pkcs8_pem"));
    assertThat(secret).isEqualTo(Vectors.bytes(p4, "query_clientpairingsecret"));
    assertThat(PairingCrypto.verify(secret, client)).isTrue();
    secret[secret.length - 1] ^= 1;
    assertThat(PairingCrypto.verify(secret, client)).isFalse();
    assertThat(PairingCrypto.verify(cs, client)).isFalse();
  }

  @Test
  void keys_follow_from_salt_and_pin() {
    for (var e : file.getAsJsonArray("key_derivation_only")) {
      var v = e.getAsJsonObject();
      assertThat(PairingCrypto.key(Vectors.bytes(v, "salt"), v.get("pin").getAsString()))
          .isEqualTo(Vectors.bytes(v, "aes_key"));
    }
    var wrong = file.getAsJsonArray("negative").get(0).getAsJsonObject();
    byte[] k = PairingCrypto.key(Vectors.bytes(file.getAsJsonObject("phase1"), "salt"), "0428");
    assertThat(k).isEqualTo(Vectors.bytes(wrong, "aes_key"));
    assertThat(
            PairingCrypto.decrypt(
                k, Vectors.bytes(file.getAsJsonObject("phase3"), "query_serverchallengeresp")))
        .isEqualTo(Vectors.bytes(wrong, "decrypted_client_hash"));
  }
}
