package io.oriel.console.web.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.media.Codec;
import io.oriel.api.probe.FactBoard;
import io.oriel.api.session.Candidate;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.transport.Transport;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// Everything the page shows, as one JSON object. Any thread.
@Component(service = PageData.class)
public final class PageData {
  private final SessionOrchestrator orchestrator;
  private final TrustStore trust;
  private final PairingQueue queue;
  private final FactBoard facts;
  private final DisplayKeeper keeper;
  private final MissingBackends missing;
  private final AppRows apps;
  private final Set<Transport> transports = new CopyOnWriteArraySet<>();

  @Activate
  public PageData(
      @Reference SessionOrchestrator orchestrator,
      @Reference TrustStore trust,
      @Reference PairingQueue queue,
      @Reference FactBoard facts,
      @Reference DisplayKeeper keeper,
      @Reference MissingBackends missing,
      @Reference AppRows apps) {
    this.orchestrator = orchestrator;
    this.trust = trust;
    this.queue = queue;
    this.facts = facts;
    this.keeper = keeper;
    this.missing = missing;
    this.apps = apps;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addTransport(Transport transport) {
    transports.add(transport);
  }

  void removeTransport(Transport transport) {
    transports.remove(transport);
  }

  String json() {
    var root = new JsonObject();
    root.addProperty("host", trust.identity().name());
    root.add("pairing", pairing());
    root.add("clients", clients());
    root.add("sessions", sessions());
    root.add("kept", kept());
    root.add("apps", apps.entries());
    root.add("appRemarks", apps.remarks());
    root.add("backends", backends());
    root.add("transports", transports());
    var factObject = new JsonObject();
    var now = facts.facts();
    now.keys().forEach(key -> factObject.addProperty(key, now.text(key).orElse("")));
    root.add("facts", factObject);
    root.add("conditions", strings(List.copyOf(facts.conditions())));
    return root.toString();
  }

  private JsonArray pairing() {
    var array = new JsonArray();
    for (var pairing : queue.pending()) {
      var request = pairing.request();
      var object = new JsonObject();
      object.addProperty("id", pairing.id());
      object.addProperty("device", request.deviceName());
      object.addProperty("address", request.address().getHostAddress());
      object.addProperty("fingerprint", request.fingerprint());
      object.addProperty("seconds", Duration.between(request.asked(), Instant.now()).toSeconds());
      array.add(object);
    }
    return array;
  }

  private JsonArray clients() {
    var array = new JsonArray();
    for (var client : trust.clients()) {
      var object = new JsonObject();
      object.addProperty("id", client.id());
      object.addProperty("name", client.name());
      object.addProperty("paired", client.paired().toString());
      var rights = new JsonObject();
      for (Right right : Right.values()) {
        rights.addProperty(right.name(), client.rights().contains(right));
      }
      object.add("rights", rights);
      array.add(object);
    }
    return array;
  }

  private JsonArray sessions() {
    var array = new JsonArray();
    orchestrator.sessions().forEach(session -> array.add(session(session)));
    return array;
  }

  private JsonObject session(Session session) {
    var object = new JsonObject();
    object.addProperty("id", session.id());
    object.addProperty("client", session.request().client().name());
    object.addProperty("app", apps.title(session.request().app()));
    object.addProperty("state", session.state().name().toLowerCase(Locale.ROOT));
    object.addProperty("display", mode(session.display()));
    session.stream()
        .ifPresent(
            stream -> {
              var format = stream.format();
              object.addProperty(
                  "stream",
                  "%dx%d at %.0f Hz, %s, %.1f Mbit/s"
                      .formatted(
                          format.widthPx(),
                          format.heightPx(),
                          format.milliHz() / 1000.0,
                          format.codec(),
                          stream.bitsPerSecond() / 1e6));
            });
    object.addProperty("seconds", Duration.between(session.since(), Instant.now()).toSeconds());
    var chain = new JsonArray();
    session.chain().forEach((stage, id) -> chain.add(link(stage, id)));
    object.add("chain", chain);
    object.add("watchers", strings(session.watchers().stream().map(Client::name).toList()));
    object.add("remarks", strings(session.remarks()));
    var figures = session.figures();
    var counters = new JsonObject();
    figures.counters().forEach(counters::addProperty);
    object.add("counters", counters);
    var distributions = new JsonObject();
    figures
        .distributions()
        .forEach(
            (name, d) -> {
              var values = new JsonObject();
              values.addProperty("p50", d.p50Nanos() / 1e6);
              values.addProperty("p99", d.p99Nanos() / 1e6);
              values.addProperty("max", d.maxNanos() / 1e6);
              distributions.add(name, values);
            });
    object.add("distributions", distributions);
    return object;
  }

  /// A backend of a chain; those beside picture, input and sound say what they are for.
  private static String link(Stage stage, String id) {
    return switch (stage) {
      case MICROPHONE -> "microphone " + id;
      case CLIPBOARD -> "clipboard " + id;
      default -> id;
    };
  }

  private JsonArray kept() {
    var array = new JsonArray();
    for (var kept : keeper.displays()) {
      if (!kept.lent()) {
        var object = new JsonObject();
        object.addProperty("app", apps.title(kept.owner().app()));
        object.addProperty("client", name(kept.owner().clientId()));
        object.addProperty("mode", mode(kept.actual()));
        kept.keptUntil().ifPresent(until -> object.addProperty("until", until.toString()));
        array.add(object);
      }
    }
    return array;
  }

  private String name(String clientId) {
    return trust.clients().stream()
        .filter(client -> client.id().equals(clientId))
        .map(Client::name)
        .findFirst()
        .orElse("a client that was unpaired");
  }

  private static String mode(DisplayRequest mode) {
    return "%dx%d at %.0f Hz"
        .formatted(mode.widthPx(), mode.heightPx(), mode.refreshMilliHz() / 1000.0);
  }

  private JsonArray backends() {
    var array = new JsonArray();
    nominal().forEach(candidate -> array.add(backend(candidate)));
    missing.reasons().forEach(array::add);
    return array;
  }

  private static JsonObject backend(Candidate candidate) {
    var object = new JsonObject();
    object.addProperty("stage", candidate.stage().name().toLowerCase(Locale.ROOT));
    object.addProperty("id", candidate.backendId());
    object.addProperty(
        "state",
        candidate.chosen() ? "chosen" : candidate.assessment() instanceof Fit ? "fit" : "unfit");
    String why = candidate.why();
    if (candidate.assessment() instanceof Fit fit && !fit.degradations().isEmpty()) {
      why += " (" + String.join("; ", fit.degradations()) + ")";
    }
    object.addProperty("why", why);
    return object;
  }

  /// What a client that can do everything would get.
  private List<Candidate> nominal() {
    var client = new Client("0".repeat(64), "page", EnumSet.allOf(Right.class), Instant.EPOCH);
    return orchestrator
        .plan(
            new SessionRequest(
                client,
                "Desktop",
                DisplayRequest.of("page", 1920, 1080, 60_000),
                List.of(Codec.H264, Codec.HEVC, Codec.AV1),
                EnumSet.allOf(DeviceKind.class),
                SoundRequest.STEREO,
                Map.of()))
        .considered();
  }

  private JsonArray transports() {
    var array = new JsonArray();
    for (var transport : transports) {
      var object = new JsonObject();
      object.addProperty("protocol", transport.protocol());
      object.add(
          "endpoints", strings(transport.endpoints().stream().map(Object::toString).toList()));
      object.add("remarks", strings(transport.remarks()));
      array.add(object);
    }
    return array;
  }

  private static JsonArray strings(List<String> texts) {
    var array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
