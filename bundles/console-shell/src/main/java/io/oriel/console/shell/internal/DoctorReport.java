package io.oriel.console.shell.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.media.Codec;
import io.oriel.api.probe.FactBoard;
import io.oriel.api.session.Candidate;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.transport.Transport;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// What the box offers, as text and as JSON: facts, every backend with its reason for a plain
/// 1080p60 desktop, ports and the Java runtime.
@Component(service = DoctorReport.class)
public final class DoctorReport {
  private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().create();
  private static final long SETTLE_NANOS = 30_000_000_000L;
  private static final String VERIFYING = "still being verified";
  private static final int[][] MODES = {
    {3840, 2160, 60}, {1920, 1080, 60}, {1280, 720, 60}, {1280, 720, 30}
  };
  private static final long LOOK_NANOS = 50_000_000;

  private final BundleContext bundle;
  private final SessionOrchestrator orchestrator;
  private final FactBoard facts;
  private final Set<Transport> transports = new CopyOnWriteArraySet<>();

  @Activate
  public DoctorReport(
      BundleContext bundle,
      @Reference SessionOrchestrator orchestrator,
      @Reference FactBoard facts) {
    this.bundle = bundle;
    this.orchestrator = orchestrator;
    this.facts = facts;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addTransport(Transport transport) {
    transports.add(transport);
  }

  void removeTransport(Transport transport) {
    transports.remove(transport);
  }

  /// What a client that can do everything would get.
  SessionPlan plan() {
    return plan(1920, 1080, 60_000);
  }

  private SessionPlan plan(int widthPx, int heightPx, int milliHz) {
    var client = new Client("0".repeat(64), "doctor", EnumSet.allOf(Right.class), Instant.EPOCH);
    return orchestrator.plan(
        new SessionRequest(
            client,
            "Desktop",
            DisplayRequest.of("doctor", widthPx, heightPx, milliHz),
            List.of(Codec.H264, Codec.HEVC, Codec.AV1),
            EnumSet.allOf(DeviceKind.class),
            SoundRequest.STEREO,
            Map.of()));
  }

  /// Encoders prove themselves for a few seconds after the start; a report waits for them.
  private SessionPlan settled() {
    long deadline = System.nanoTime() + SETTLE_NANOS;
    var plan = plan();
    while (verifying(plan) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
      plan = plan();
    }
    return plan;
  }

  private boolean verifying(SessionPlan plan) {
    return plan.considered().stream()
            .anyMatch(
                candidate ->
                    candidate.assessment() instanceof Unfit unfit
                        && unfit.detail().contains(VERIFYING))
        || verifying(facts.facts());
  }

  private static boolean verifying(HostFacts now) {
    return now.keys().stream().anyMatch(key -> now.text(key).orElse("").contains(VERIFYING));
  }

  /// What clients may ask for at a few sizes and rates: encoders have to keep up with them.
  private Map<String, List<String>> formats() {
    var formats = new LinkedHashMap<String, List<String>>();
    for (int[] mode : MODES) {
      formats.put(
          "%dx%d at %d Hz".formatted(mode[0], mode[1], mode[2]),
          FormatList.of(plan(mode[0], mode[1], mode[2] * 1000).formats()));
    }
    return formats;
  }

  static String candidates(SessionPlan plan) {
    return plan.considered().isEmpty()
        ? "no backend is present; ./oriel run puts the shipped ones into deploy/"
        : plan.considered().stream().map(DoctorReport::line).collect(Collectors.joining("\n"));
  }

  private static String line(Candidate candidate) {
    String mark = candidate.chosen() ? "*" : candidate.assessment() instanceof Fit ? "+" : "-";
    String line =
        "%s %-8s %-10s %s"
            .formatted(
                mark,
                candidate.stage().name().toLowerCase(Locale.ROOT),
                candidate.backendId(),
                candidate.why());
    return candidate.assessment() instanceof Fit fit && !fit.degradations().isEmpty()
        ? line + " (" + String.join("; ", fit.degradations()) + ")"
        : line;
  }

  String text() {
    var plan = settled();
    var now = facts.facts();
    var out = new StringBuilder();
    out.append("Backends (* chosen for 1080p60, + fit, - not fit)\n");
    out.append(candidates(plan)).append('\n');
    out.append('\n')
        .append(plan.works() ? "A desktop can be streamed." : "NO DESKTOP CAN BE STREAMED.");
    out.append("\n\nOffered to clients\n");
    formats()
        .forEach(
            (mode, list) ->
                out.append("  ")
                    .append(mode)
                    .append(": ")
                    .append(String.join(", ", list))
                    .append('\n'));
    out.append("\nFacts\n");
    now.keys()
        .forEach(
            key ->
                out.append("  ")
                    .append(key)
                    .append(" = ")
                    .append(now.text(key).orElse(""))
                    .append('\n'));
    out.append("\nConditions\n  ").append(String.join(", ", facts.conditions())).append('\n');
    for (var transport : transports) {
      out.append('\n').append(transport.protocol()).append("  ").append(transport.endpoints());
      transport.remarks().forEach(remark -> out.append("\n  ").append(remark));
      out.append('\n');
    }
    var ports = launcher("ports");
    if (ports.isJsonArray() && !ports.getAsJsonArray().isEmpty()) {
      out.append("\nPorts in use\n");
      ports
          .getAsJsonArray()
          .forEach(
              port ->
                  out.append("  ")
                      .append(port.getAsJsonObject().get("port").getAsString())
                      .append(' ')
                      .append(port.getAsJsonObject().get("protocol").getAsString())
                      .append("  ")
                      .append(port.getAsJsonObject().get("holder").getAsString())
                      .append('\n'));
    }
    return out.toString();
  }

  String json() {
    var plan = settled();
    var now = facts.facts();
    var root = new JsonObject();
    root.addProperty("works", plan.works());
    var backends = new JsonArray();
    plan.considered().forEach(candidate -> backends.add(json(candidate)));
    root.add("backends", backends);
    root.add("offered", PRETTY.toJsonTree(formats()));
    var factObject = new JsonObject();
    now.keys().forEach(key -> factObject.addProperty(key, now.text(key).orElse("")));
    root.add("facts", factObject);
    var conditions = new JsonArray();
    facts.conditions().forEach(conditions::add);
    root.add("conditions", conditions);
    var transportArray = new JsonArray();
    for (var transport : transports) {
      var object = new JsonObject();
      object.addProperty("protocol", transport.protocol());
      var endpoints = new JsonArray();
      transport.endpoints().forEach(endpoint -> endpoints.add(endpoint.toString()));
      object.add("endpoints", endpoints);
      var remarks = new JsonArray();
      transport.remarks().forEach(remarks::add);
      object.add("remarks", remarks);
      transportArray.add(object);
    }
    root.add("transports", transportArray);
    root.add("java", launcher("java"));
    root.add("ports", launcher("ports"));
    root.addProperty("sessions", orchestrator.sessions().size());
    return PRETTY.toJson(root);
  }

  private static JsonObject json(Candidate candidate) {
    var object = new JsonObject();
    object.addProperty("stage", candidate.stage().name().toLowerCase(Locale.ROOT));
    object.addProperty("id", candidate.backendId());
    object.addProperty("chosen", candidate.chosen());
    object.addProperty("why", candidate.why());
    switch (candidate.assessment()) {
      case Fit fit -> {
        object.addProperty("fit", true);
        object.addProperty("quality", fit.quality());
        var degradations = new JsonArray();
        fit.degradations().forEach(degradations::add);
        object.add("degradations", degradations);
      }
      case Unfit unfit -> {
        object.addProperty("fit", false);
        object.addProperty("reason", unfit.reason().name());
        object.addProperty("detail", unfit.detail());
      }
    }
    return object;
  }

  /// What only the launcher knows, see its `Reports`.
  private JsonElement launcher(String report) {
    try {
      for (ServiceReference<?> reference :
          bundle.getServiceReferences(Supplier.class, "(oriel.report=" + report + ")")) {
        if (bundle.getService(reference) instanceof Supplier<?> supplier) {
          var element = JsonParser.parseString(String.valueOf(supplier.get()));
          bundle.ungetService(reference);
          return element;
        }
      }
    } catch (org.osgi.framework.InvalidSyntaxException e) {
      throw new IllegalStateException("a constant filter", e);
    }
    return com.google.gson.JsonNull.INSTANCE;
  }
}
