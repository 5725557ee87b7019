package io.oriel.host.web.internal;

import io.oriel.api.session.SessionOrchestrator;
import io.oriel.host.web.internal.login.AccessDesk;
import io.oriel.host.web.internal.login.Guests;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Guests, in the shell. What cannot be done is an exception whose message is for the person at the
/// keyboard.
@Component(
    service = GuestCommands.class,
    property = {
      "osgi.command.scope=oriel",
      "osgi.command.function=invite",
      "osgi.command.function=guests",
      "osgi.command.function=uninvite"
    })
public final class GuestCommands {
  private final AccessDesk desk;
  private final WebHost host;
  private final SessionOrchestrator orchestrator;

  @Activate
  public GuestCommands(
      @Reference AccessDesk desk,
      @Reference WebHost host,
      @Reference SessionOrchestrator orchestrator) {
    this.desk = desk;
    this.host = host;
    this.orchestrator = orchestrator;
  }

  @Descriptor("a link by which a guest may watch a session")
  public String invite(@Descriptor("the session's id; sessions lists them") String session) {
    return invite(session, 0);
  }

  @Descriptor("the same for some minutes")
  public String invite(
      @Descriptor("the session's id; sessions lists them") String session,
      @Descriptor("how long") int minutes) {
    boolean runs = orchestrator.sessions().stream().anyMatch(one -> one.id().equals(session));
    if (!runs) {
      throw new IllegalArgumentException(
          "there is no session " + session + "; ./oriel shell sessions lists them");
    }
    var made =
        desk.invite(session, desk.validity(minutes))
            .orElseThrow(
                () -> new IllegalArgumentException("there are too many links; uninvite some"));
    return host.address()
        + "/#guest="
        + made.secret()
        + "\nshows session "
        + session
        + " to whoever has it, "
        + left(made.link())
        + "; end it with: uninvite "
        + made.link().id();
  }

  @Descriptor("links for guests, and who came by them")
  public String guests() {
    var links = desk.guests().links();
    return links.isEmpty()
        ? "no link for guests"
        : links.stream().map(GuestCommands::line).collect(Collectors.joining("\n"));
  }

  private static String line(Guests.Link link) {
    String names = link.names().isEmpty() ? "nobody yet" : String.join(", ", link.names());
    return "%s  session %s  %s  %s".formatted(link.id(), link.session(), left(link), names);
  }

  private static String left(Guests.Link link) {
    return "for %d min"
        .formatted(Math.ceilDiv(Duration.between(Instant.now(), link.expires()).toSeconds(), 60));
  }

  @Descriptor("withdraw a link; its guests leave")
  public String uninvite(@Descriptor("the link's number; guests lists them") String id) {
    if (!desk.guests().withdraw(id)) {
      throw new IllegalArgumentException("there is no link " + id + "\n" + guests());
    }
    return "withdrawn";
  }
}
