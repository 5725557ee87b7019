package io.oriel.host.web.internal.api;

import com.google.gson.JsonObject;
import io.oriel.api.trust.OwnerLogin;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.WebReply;
import io.oriel.host.web.internal.http.Answer;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;
import io.oriel.host.web.internal.login.AccessDesk;
import io.oriel.host.web.internal.login.DeviceKey;
import io.oriel.host.web.internal.login.Pairings;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a new browser becomes a paired client: the owner types the code it shows, or logs in on it.
final class PairCalls {
  private static final Logger LOG = LoggerFactory.getLogger(PairCalls.class);
  private static final int LONGEST = 200;

  private final Pairings pairings;
  private final TrustStore trust;
  private final OwnerLogin owner;
  private final AccessDesk desk;
  private final LoginCalls logins;
  private final BooleanSupplier allowed;

  /// @param allowed whether new browsers may ask
  PairCalls(
      Pairings pairings,
      TrustStore trust,
      OwnerLogin owner,
      AccessDesk desk,
      LoginCalls logins,
      BooleanSupplier allowed) {
    this.pairings = pairings;
    this.trust = trust;
    this.owner = owner;
    this.desk = desk;
    this.logins = logins;
    this.allowed = allowed;
  }

  void addTo(ApiRoutes routes) {
    routes
        .on("POST", "/api/pair", this::pair)
        .on("GET", "/api/pair", this::state)
        .on("POST", "/api/console-login", this::console);
  }

  private Answer pair(RequestHead head, JsonObject body) throws Refusal {
    if (!allowed.getAsBoolean()) {
      throw new Refusal(403, "closed", "the owner of this host does not accept new browsers");
    }
    Proof proof = Proof.of(head, body, desk);
    if (desk.paired(proof.key().clientId()).isPresent()) {
      throw new Refusal(409, "paired", "this browser is paired already");
    }
    try {
      String code = pairings.ask(proof.key(), Json.name(body), head.remote().getAddress());
      var json = new JsonObject();
      json.addProperty("code", code);
      return Answer.of(WebReply.json(200, json.toString()));
    } catch (PairingRefusedException e) {
      throw e.reason() == PairingRefusedException.Reason.IN_PROGRESS
          ? new Refusal(409, "busy", e.getMessage())
          : new Refusal(429, "wait", e.getMessage());
    }
  }

  private Answer state(RequestHead head, JsonObject body) throws Refusal {
    String id = head.target().query().getOrDefault("key", "").toLowerCase(Locale.ROOT);
    var state =
        pairings
            .state(id)
            .orElseThrow(() -> new Refusal(404, "unknown", "this browser did not ask"));
    var json = new JsonObject();
    json.addProperty("state", state.name().toLowerCase(Locale.ROOT));
    return Answer.of(WebReply.json(200, json.toString()));
  }

  /// Who knows the owner's password is the owner: the browser's key is paired at once.
  private Answer console(RequestHead head, JsonObject body) throws Refusal {
    DeviceKey key = Proof.key(body);
    String name = Json.name(body);
    String user = Json.text(body, "user", LONGEST);
    String password = Json.text(body, "password", LONGEST);
    var from = head.remote().getAddress();
    switch (owner.check(from, user, password)) {
      case WRONG -> throw new Refusal(403, "password", "that is not the owner's login");
      case WAIT ->
          throw new Refusal(429, "wait", "too many wrong passwords from there; try again soon");
      case RIGHT -> {
        // below
      }
    }
    var client =
        desk.paired(key.clientId())
            .map(known -> known.client())
            .orElseGet(
                () ->
                    trust.add(
                        name.isEmpty() ? "Browser at " + from.getHostAddress() : name,
                        key.encoded(),
                        Right.usual()));
    LOG.info("{} is let in by the owner's login, at {}", client.name(), from.getHostAddress());
    return logins.in(desk.login(client), head);
  }
}
