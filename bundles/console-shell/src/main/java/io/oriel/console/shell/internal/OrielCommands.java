package io.oriel.console.shell.internal;

import io.oriel.api.probe.FactBoard;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.PairingQueue.Pairing;
import io.oriel.api.trust.TrustStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The commands of scope `oriel`. Each returns text; what cannot be done is an exception whose
/// message is for the person at the keyboard.
@Component(
    service = OrielCommands.class,
    property = {
      "osgi.command.scope=oriel",
      "osgi.command.function=sessions",
      "osgi.command.function=why",
      "osgi.command.function=backends",
      "osgi.command.function=facts",
      "osgi.command.function=figures",
      "osgi.command.function=remeasure",
      "osgi.command.function=pairing",
      "osgi.command.function=pair",
      "osgi.command.function=deny",
      "osgi.command.function=clients",
      "osgi.command.function=unpair",
      "osgi.command.function=rights",
      "osgi.command.function=end",
      "osgi.command.function=doctor"
    })
public final class OrielCommands {
  private static final long END_SECONDS = 10;

  private final SessionOrchestrator orchestrator;
  private final TrustStore trust;
  private final PairingQueue queue;
  private final FactBoard facts;
  private final DoctorReport doctor;

  @Activate
  public OrielCommands(
      @Reference SessionOrchestrator orchestrator,
      @Reference TrustStore trust,
      @Reference PairingQueue queue,
      @Reference FactBoard facts,
      @Reference DoctorReport doctor) {
    this.orchestrator = orchestrator;
    this.trust = trust;
    this.queue = queue;
    this.facts = facts;
    this.doctor = doctor;
  }

  @Descriptor("running sessions with their chain")
  public String sessions() {
    var sessions = orchestrator.sessions();
    return sessions.isEmpty()
        ? "no session"
        : sessions.stream().map(OrielCommands::line).collect(Collectors.joining("\n"));
  }

  private static String line(Session session) {
    return "%s  %-10s %s  %s  %s  %s  %s"
            .formatted(
                session.id(),
                session.state(),
                session.request().client().name(),
                session.request().app(),
                mode(session),
                session.chain(),
                age(session.since()))
        + watchers(session);
  }

  private static String watchers(Session session) {
    var watchers = session.watchers();
    return watchers.isEmpty()
        ? ""
        : watchers.stream()
            .map(watcher -> printable(watcher.name()))
            .collect(Collectors.joining(", ", "  watched by ", ""));
  }

  /// The client's mode: the stream's once there is one. The display itself may run faster.
  private static String mode(Session session) {
    var wanted = session.request().display();
    return session.stream()
        .map(StreamParameters::format)
        .map(format -> mode(format.widthPx(), format.heightPx(), format.milliHz()))
        .orElseGet(() -> mode(wanted.widthPx(), wanted.heightPx(), wanted.refreshMilliHz()));
  }

  private static String mode(int widthPx, int heightPx, int milliHz) {
    return "%dx%d@%.2f".formatted(widthPx, heightPx, milliHz / 1000.0);
  }

  @Descriptor("why a session uses what it uses")
  public String why(@Descriptor("its id; sessions lists them") String id) {
    var session = session(id);
    var lines = DoctorReport.candidates(session.plan());
    var remarks = session.remarks();
    return remarks.isEmpty() ? lines : lines + "\n" + String.join("\n", remarks);
  }

  @Descriptor("every backend, fit or why not")
  public String backends() {
    return DoctorReport.candidates(doctor.plan());
  }

  @Descriptor("what the box offers")
  public String facts() {
    return facts("");
  }

  @Descriptor("a part of it")
  public String facts(@Descriptor("the beginning of the names, as mutter") String prefix) {
    var now = facts.facts();
    return now.keys().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key + " = " + now.text(key).orElse(""))
        .collect(Collectors.joining("\n"));
  }

  @Descriptor("figures of all sessions as JSON")
  public String figures() {
    return FiguresJson.of(orchestrator.sessions());
  }

  @Descriptor("figures of one session as JSON")
  public String figures(@Descriptor("its id; sessions lists them") String id) {
    return FiguresJson.of(List.of(session(id)));
  }

  @Descriptor("forget the distributions so far, so that a measurement leaves the warm-up out")
  public String remeasure() {
    var sessions = orchestrator.sessions();
    sessions.forEach(Session::restartDistributions);
    return sessions.size() + " measured anew";
  }

  @Descriptor("pairing requests that wait for their PIN")
  public String pairing() {
    var pending = queue.pending();
    return pending.isEmpty()
        ? "nobody asks to be paired"
        : pending.stream().map(OrielCommands::line).collect(Collectors.joining("\n"));
  }

  private static String line(Pairing pairing) {
    var request = pairing.request();
    return "%s  %s  from %s  certificate %s…  asked %s ago"
        .formatted(
            pairing.id(),
            request.deviceName().isEmpty() ? "a client" : printable(request.deviceName()),
            request.address().getHostAddress(),
            request.fingerprint().substring(0, Math.min(16, request.fingerprint().length())),
            age(request.asked()));
  }

  /// A client's own words must not move the terminal's cursor.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  @Descriptor("pair the client that shows this PIN")
  public String pair(@Descriptor("four digits") String pin) {
    var pending = queue.pending();
    return switch (pending.size()) {
      case 0 ->
          throw new IllegalArgumentException(
              "nobody asks to be paired; start pairing on the client first, then type its PIN here");
      case 1 -> answer(pending.getFirst(), pin, "");
      default ->
          throw new IllegalArgumentException(
              "several clients ask; name one: ./oriel pair PIN --for ID\n" + pairing());
    };
  }

  @Descriptor("pair one of several clients")
  public String pair(
      @Descriptor("four digits") String pin, @Descriptor("the request's id") String id) {
    return answer(request(id), pin, "");
  }

  @Descriptor("pair a client under a name")
  public String pair(
      @Descriptor("four digits") String pin,
      @Descriptor("the request's id, or - for the only one") String id,
      @Descriptor("what to call the client") String name) {
    var pending = queue.pending();
    var pairing = "-".equals(id) && pending.size() == 1 ? pending.getFirst() : request(id);
    return answer(pairing, pin, name);
  }

  @Descriptor("refuse a pairing request")
  public String deny(@Descriptor("the request's id") String id) {
    request(id).answer(new PairingAnswer.Denied());
    return "refused";
  }

  private Pairing request(String id) {
    return queue.pending().stream()
        .filter(pairing -> pairing.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no request " + id + "\n" + pairing()));
  }

  private static String answer(Pairing pairing, String pin, String name) {
    boolean first = pairing.answer(new PairingAnswer.Pin(pin, name));
    if (!first) {
      throw new IllegalArgumentException("that request has been answered or has expired");
    }
    return "PIN handed over; the client says whether it was right, ./oriel shell clients lists it";
  }

  @Descriptor("paired clients")
  public String clients() {
    var clients = trust.clients();
    return clients.isEmpty()
        ? "no client is paired"
        : clients.stream().map(OrielCommands::line).collect(Collectors.joining("\n"));
  }

  private static String line(Client client) {
    return "%s  %s  paired %s  may %s"
        .formatted(client.id().substring(0, 8), client.name(), client.paired(), client.rights());
  }

  @Descriptor("forget a client; its sessions end")
  public String unpair(@Descriptor("the beginning of its id; clients lists them") String id) {
    var client = client(id);
    trust.remove(client.id());
    return "unpaired " + client.name();
  }

  private Client client(String id) {
    var found = trust.clients().stream().filter(client -> client.id().startsWith(id)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          (found.isEmpty() ? "no client " : "several clients ") + id + "\n" + clients());
    }
    return found.getFirst();
  }

  @Descriptor("what a client may do; +RIGHT gives it, -RIGHT takes it, at once")
  public String rights(
      @Descriptor("the beginning of its id; clients lists them") String id,
      @Descriptor("as +FILES -INPUT; none: only list") String... changes) {
    var client = client(id);
    var now = RightChanges.apply(client.rights(), List.of(changes));
    if (!now.equals(client.rights())) {
      client =
          trust
              .allow(client.id(), now)
              .orElseThrow(() -> new IllegalArgumentException("that client was just unpaired"));
    }
    return RightChanges.list(client);
  }

  @Descriptor("end a session")
  public String end(@Descriptor("its id; sessions lists them") String id) throws Exception {
    var session = session(id);
    session.end(EndReason.OPERATOR);
    var reason = session.ended().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
    return "session " + id + " ended: " + reason;
  }

  @Descriptor("what the box offers and which backends are fit")
  public String doctor() {
    return doctor.text();
  }

  @Descriptor("the same as JSON: doctor --json")
  public String doctor(@Descriptor("--json") String option) {
    if (!"--json".equals(option)) {
      throw new IllegalArgumentException("unknown option " + option);
    }
    return doctor.json();
  }

  private Session session(String id) {
    return orchestrator.sessions().stream()
        .filter(session -> session.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no session " + id + "\n" + sessions()));
  }

  private static String age(Instant since) {
    var age = Duration.between(since, Instant.now());
    return age.toMinutes() > 0
        ? age.toMinutes() + " min " + age.toSecondsPart() + " s"
        : age.toSeconds() + " s";
  }
}
