package io.oriel.host.web.internal.api;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.oriel.api.app.AppCatalog;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebReply;
import io.oriel.host.web.internal.endpoint.Offers;
import io.oriel.host.web.internal.http.Answer;
import io.oriel.host.web.internal.http.RequestHead;
import java.time.Instant;
import java.util.List;

/// `GET /api/host`: who one is and what there is.
final class HostCall {
  private static final Gson GSON = new Gson();

  private final TrustStore trust;
  private final SessionOrchestrator orchestrator;
  private final AppCatalog catalog;
  private final Offers offers;
  private final String version;

  HostCall(
      TrustStore trust,
      SessionOrchestrator orchestrator,
      AppCatalog catalog,
      Offers offers,
      String version) {
    this.trust = trust;
    this.orchestrator = orchestrator;
    this.catalog = catalog;
    this.offers = offers;
    this.version = version;
  }

  Answer host(RequestHead head, JsonObject body) {
    var json = new JsonObject();
    json.addProperty("name", trust.identity().name());
    json.addProperty("version", version);
    json.add("me", head.caller().map(HostCall::me).orElse(null));
    head.caller().ifPresent(caller -> more(json, head, caller));
    return Answer.of(WebReply.json(200, json.toString()));
  }

  private static JsonObject me(Admission caller) {
    var me = new JsonObject();
    me.addProperty("name", caller.client().name());
    me.addProperty("id", caller.client().id());
    me.addProperty("guest", caller.watches().isPresent());
    var rights = new JsonArray();
    caller.client().rights().stream().sorted().map(Right::name).forEach(rights::add);
    me.add("rights", rights);
    if (!caller.expires().equals(Instant.MAX)) {
      me.addProperty("expires", caller.expires().toEpochMilli());
    }
    return me;
  }

  private void more(JsonObject json, RequestHead head, Admission caller) {
    json.add("transports", GSON.toJsonTree(offers.to(head.authority().host())));
    var apps = new JsonArray();
    if (caller.watches().isEmpty() && caller.client().rights().contains(Right.LAUNCH)) {
      for (var app : catalog.apps()) {
        var one = new JsonObject();
        one.addProperty("id", app.id());
        one.addProperty("title", app.title());
        apps.add(one);
      }
    }
    json.add("apps", apps);
    var sessions = new JsonArray();
    visible(caller).forEach(session -> sessions.add(session(session, caller)));
    json.add("sessions", sessions);
  }

  /// Sessions somebody may watch: a guest the one of the link, others their own and those that the
  /// owner of the host lets them watch.
  private List<Session> visible(Admission caller) {
    return orchestrator.sessions().stream()
        .filter(session -> session.mayWatch(caller.client()))
        .filter(session -> caller.watches().map(session.id()::equals).orElse(true))
        .toList();
  }

  private JsonObject session(Session session, Admission caller) {
    var one = new JsonObject();
    one.addProperty("id", session.id());
    one.addProperty("app", session.request().app());
    one.addProperty("client", session.request().client().name());
    one.addProperty("mine", session.request().client().id().equals(caller.client().id()));
    one.addProperty("width", session.display().widthPx());
    one.addProperty("height", session.display().heightPx());
    one.addProperty("since", session.since().toEpochMilli());
    one.addProperty("watchers", session.watchers().size());
    return one;
  }
}
