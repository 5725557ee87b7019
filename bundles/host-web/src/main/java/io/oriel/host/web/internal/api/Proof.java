package io.oriel.host.web.internal.api;

import com.google.gson.JsonObject;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;
import io.oriel.host.web.internal.login.AccessDesk;
import io.oriel.host.web.internal.login.DeviceKey;

/// A browser shows that it has a key: it signed our challenge together with the name under which it
/// sees us, so that nobody in between can use the signature.
///
/// @param challenge valid, and perhaps used
record Proof(DeviceKey key, String challenge) {
  private static final int LONGEST = 200;

  /// @throws Refusal with 400, 403 or 429; failures are counted
  static Proof of(RequestHead head, JsonObject body, AccessDesk desk) throws Refusal {
    var from = head.remote().getAddress();
    refuseTooMany(desk, head);
    var key = key(body);
    String challenge = Json.text(body, "challenge", LONGEST);
    String signature = Json.text(body, "signature", LONGEST);
    if (!desk.challenges().valid(challenge)) {
      throw new Refusal(403, "challenge", "the challenge is too old; ask for another");
    }
    String text = "oriel-login:" + head.authority().host() + ":" + challenge;
    if (!key.signed(text, signature)) {
      desk.failures().failed(from);
      throw new Refusal(403, "signature", "the signature does not fit the key");
    }
    return new Proof(key, challenge);
  }

  static DeviceKey key(JsonObject body) throws Refusal {
    return DeviceKey.parse(Json.text(body, "key", LONGEST))
        .orElseThrow(() -> new Refusal(400, "key", "the key is no P-256 key"));
  }

  static void refuseTooMany(AccessDesk desk, RequestHead head) throws Refusal {
    long seconds = desk.failures().wait(head.remote().getAddress());
    if (seconds > 0) {
      throw new Refusal(
          429, "wait", "too many failed logins from this address; try again in " + seconds + " s");
    }
  }
}
