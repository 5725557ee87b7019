package io.oriel.console.shell.internal;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The command `mode`: another size or rate for a running session.
@Component(
    service = ModeCommand.class,
    property = {"osgi.command.scope=oriel", "osgi.command.function=mode"})
public final class ModeCommand {
  private static final Pattern MODE =
      Pattern.compile("(\\d{1,5})x(\\d{1,5})(?:@(\\d{1,3}(?:\\.\\d{1,3})?))?");
  private static final long SECONDS = 30;

  private final SessionOrchestrator orchestrator;

  @Activate
  public ModeCommand(@Reference SessionOrchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  @Descriptor("change size and rate of a session, which goes on; for clients that follow a change")
  public String mode(
      @Descriptor("its id; sessions lists them") String id,
      @Descriptor("WIDTHxHEIGHT or WIDTHxHEIGHT@HZ, as 1600x900@60") String mode)
      throws InterruptedException {
    Session session =
        orchestrator.sessions().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no session " + id));
    int remarks = session.remarks().size();
    var wanted = wanted(session, mode);
    DisplayRequest actual = answer(session, wanted);
    return said(session, wanted, actual, remarks);
  }

  private static String said(
      Session session, DisplayRequest wanted, DisplayRequest actual, int remarks) {
    if (actual.widthPx() == wanted.widthPx() && actual.heightPx() == wanted.heightPx()) {
      return "the display has %dx%d@%.2f"
          .formatted(actual.widthPx(), actual.heightPx(), actual.refreshMilliHz() / 1000.0);
    }
    var told = session.remarks();
    throw new IllegalArgumentException(
        told.size() > remarks
            ? told.getLast()
            : "the session is " + session.state() + "; its mode changes while it is LIVE");
  }

  private static DisplayRequest answer(Session session, DisplayRequest wanted)
      throws InterruptedException {
    try {
      return session.reconfigure(wanted).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalArgumentException("the mode was not changed: " + e.getCause().getMessage());
    } catch (TimeoutException _) {
      throw new IllegalArgumentException(
          "no answer in " + SECONDS + " s; see: why " + session.id());
    }
  }

  private static DisplayRequest wanted(Session session, String mode) {
    var parts = MODE.matcher(mode);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a mode is WIDTHxHEIGHT or WIDTHxHEIGHT@HZ, not " + mode);
    }
    var old = session.request().display();
    int milliHz =
        parts.group(3) == null
            ? session.stream().map(s -> s.format().milliHz()).orElse(old.refreshMilliHz())
            : (int) Math.round(Double.parseDouble(parts.group(3)) * 1000);
    return old.withMode(
        Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), milliHz);
  }
}
