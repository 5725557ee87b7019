package io.oriel.host.web.internal;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// A browser's key pair.
final class TestKey {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  final KeyPair pair;

  TestKey() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    pair = generator.generateKeyPair();
  }

  byte[] encoded() {
    return pair.getPublic().getEncoded();
  }

  String text() {
    return BASE64.encodeToString(encoded());
  }

  /// What `/api/login` wants.
  JsonObject proof(String host, String challenge) throws GeneralSecurityException {
    var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(pair.getPrivate());
    signer.update(("oriel-login:" + host + ":" + challenge).getBytes(StandardCharsets.UTF_8));
    var json = new JsonObject();
    json.addProperty("key", text());
    json.addProperty("challenge", challenge);
    json.addProperty("signature", BASE64.encodeToString(signer.sign()));
    return json;
  }

  /// Logs a browser in with it.
  TestBrowser.Got login(TestBrowser browser) throws Exception {
    String challenge = browser.post("/api/challenge", "{}").json().get("challenge").getAsString();
    return browser.post("/api/login", proof("localhost", challenge).toString());
  }
}
