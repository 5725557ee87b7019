package io.oriel.host.web.internal.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebReply;
import io.oriel.host.web.internal.http.Answer;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;
import io.oriel.host.web.internal.login.AccessDesk;
import io.oriel.host.web.internal.login.Guests;
import java.time.Duration;

/// Links for guests: made and withdrawn by the client whose session it is, and used.
final class GuestCalls {
  private static final int LONGEST = 200;

  private final AccessDesk desk;
  private final SessionOrchestrator orchestrator;
  private final LoginCalls logins;

  GuestCalls(AccessDesk desk, SessionOrchestrator orchestrator, LoginCalls logins) {
    this.desk = desk;
    this.orchestrator = orchestrator;
    this.logins = logins;
  }

  void addTo(ApiRoutes routes) {
    routes
        .on("POST", "/api/guest", this::enter)
        .on("POST", "/api/guests", this::invite)
        .on("GET", "/api/guests", this::list)
        .on("POST", "/api/guests/withdraw", this::withdraw);
  }

  private Answer enter(RequestHead head, JsonObject body) throws Refusal {
    Proof.refuseTooMany(desk, head);
    var reception =
        desk.guests().admit(Json.text(body, "link", LONGEST), Json.name(body), head.caller());
    if (reception.full()) {
      throw new Refusal(429, "full", "as many guests as allowed are watching");
    }
    if (reception.admission().isEmpty()) {
      desk.failures().failed(head.remote().getAddress());
      throw new Refusal(403, "link", "that link is withdrawn or too old");
    }
    Admission guest = reception.admission().get();
    boolean same =
        head.caller().map(was -> was.client().id().equals(guest.client().id())).orElse(false);
    return same ? Answer.of(WebReply.empty(204)) : logins.in(desk.login(guest), head);
  }

  private Answer invite(RequestHead head, JsonObject body) throws Refusal {
    Session session = own(head, Json.text(body, "session", LONGEST));
    Duration valid = desk.validity(Json.number(body, "minutes", 0));
    Guests.Invitation made =
        desk.invite(session.id(), valid)
            .orElseThrow(() -> new Refusal(429, "full", "there are too many links; withdraw one"));
    var json = view(made.link());
    json.addProperty(
        "link",
        (head.secure() ? "https://" : "http://") + head.authority() + "/#guest=" + made.secret());
    return Answer.of(WebReply.json(200, json.toString()));
  }

  private Answer list(RequestHead head, JsonObject body) throws Refusal {
    Admission caller = client(head);
    var list = new JsonArray();
    desk.guests().links().stream()
        .filter(link -> owns(caller, link.session()))
        .forEach(link -> list.add(view(link)));
    var json = new JsonObject();
    json.add("guests", list);
    return Answer.of(WebReply.json(200, json.toString()));
  }

  private Answer withdraw(RequestHead head, JsonObject body) throws Refusal {
    Admission caller = client(head);
    String id = Json.text(body, "id", LONGEST);
    boolean its =
        desk.guests().links().stream()
            .anyMatch(link -> link.id().equals(id) && owns(caller, link.session()));
    if (!its || !desk.guests().withdraw(id)) {
      throw new Refusal(404, "unknown", "there is no such link");
    }
    return Answer.of(WebReply.empty(204));
  }

  private static JsonObject view(Guests.Link link) {
    var json = new JsonObject();
    json.addProperty("id", link.id());
    json.addProperty("session", link.session());
    json.addProperty("expires", link.expires().toEpochMilli());
    var names = new JsonArray();
    link.names().forEach(names::add);
    json.add("names", names);
    return json;
  }

  private static Admission client(RequestHead head) throws Refusal {
    Admission caller = LoginCalls.caller(head);
    if (caller.watches().isPresent()) {
      throw new Refusal(403, "guest", "guests may only watch");
    }
    return caller;
  }

  private Session own(RequestHead head, String id) throws Refusal {
    Admission caller = client(head);
    return orchestrator.sessions().stream()
        .filter(session -> session.id().equals(id) && its(caller, session))
        .findFirst()
        .orElseThrow(() -> new Refusal(404, "session", "you have no such session"));
  }

  private boolean owns(Admission caller, String session) {
    return orchestrator.sessions().stream()
        .anyMatch(one -> one.id().equals(session) && its(caller, one));
  }

  private static boolean its(Admission caller, Session session) {
    return session.request().client().id().equals(caller.client().id());
  }
}
