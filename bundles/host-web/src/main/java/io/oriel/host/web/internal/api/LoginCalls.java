package io.oriel.host.web.internal.api;

import com.google.gson.JsonObject;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebReply;
import io.oriel.host.web.internal.http.Answer;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;
import io.oriel.host.web.internal.login.AccessDesk;
import io.oriel.host.web.internal.login.Cookies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// In with a paired key, out again, and tickets.
final class LoginCalls {
  private static final Logger LOG = LoggerFactory.getLogger(LoginCalls.class);

  private final AccessDesk desk;

  LoginCalls(AccessDesk desk) {
    this.desk = desk;
  }

  void addTo(ApiRoutes routes) {
    routes
        .on("POST", "/api/challenge", this::challenge)
        .on("POST", "/api/login", this::login)
        .on("POST", "/api/logout", this::logout)
        .on("POST", "/api/tickets", this::ticket);
  }

  private Answer challenge(RequestHead head, JsonObject body) {
    var json = new JsonObject();
    json.addProperty("challenge", desk.challenges().make());
    return Answer.of(WebReply.json(200, json.toString()));
  }

  private Answer login(RequestHead head, JsonObject body) throws Refusal {
    Proof proof = Proof.of(head, body, desk);
    Admission admission =
        desk.paired(proof.key().clientId())
            .orElseThrow(() -> new Refusal(403, "unknown", "this browser is not paired"));
    if (!desk.challenges().use(proof.challenge())) {
      throw new Refusal(403, "challenge", "the challenge was used; ask for another");
    }
    desk.failures().succeeded(head.remote().getAddress());
    LOG.debug("{} logged in from {}", admission.client().name(), head.remote().getAddress());
    return in(desk.login(admission.client()), head);
  }

  /// Logs in and replaces the login that the browser had.
  Answer in(String token, RequestHead head) {
    head.caller().filter(caller -> caller.watches().isPresent()).ifPresent(desk::leave);
    head.token().ifPresent(desk.logins()::close);
    return Answer.with(WebReply.empty(204), Cookies.set(token, head.secure()));
  }

  private Answer logout(RequestHead head, JsonObject body) {
    head.caller().filter(caller -> caller.watches().isPresent()).ifPresent(desk::leave);
    head.token().ifPresent(desk.logins()::close);
    return Answer.with(WebReply.empty(204), Cookies.clear(head.secure()));
  }

  private Answer ticket(RequestHead head, JsonObject body) throws Refusal {
    Admission caller = caller(head);
    String ticket =
        desk.ticket(caller, head.token().orElseThrow())
            .orElseThrow(
                () -> new Refusal(429, "wait", "too many tickets at once; try again in 30 s"));
    var json = new JsonObject();
    json.addProperty("ticket", ticket);
    return Answer.of(WebReply.json(200, json.toString()));
  }

  /// @throws Refusal with 401 without login
  static Admission caller(RequestHead head) throws Refusal {
    return head.caller().orElseThrow(() -> new Refusal(401, "login", "you are not logged in"));
  }
}
