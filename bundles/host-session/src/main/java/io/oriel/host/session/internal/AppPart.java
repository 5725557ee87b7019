package io.oriel.host.session.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppException;
import io.oriel.api.app.AppExit;
import io.oriel.api.app.AppLauncher;
import io.oriel.api.app.RunningApp;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.trust.Right;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The session's application: started on a new display, found again on one that was kept, and the
/// reason for the session's end when it ends.
///
/// It lives as long as the display, so it outlives this part.
final class AppPart implements SessionPart {
  // A session that is ending gives its display back within this time.
  private static final long GIVEN_BACK_MILLIS = 1_000;

  private final SessionState session;
  private final Consumer<EndReason> end;

  /// @param end ends the session; any thread
  AppPart(SessionState session, Consumer<EndReason> end) {
    this.session = session;
    this.end = end;
  }

  /// The display's own desktop may step back for the application.
  @Override
  public Map<String, String> environment() {
    String app = session.request().app();
    return app.equals(App.DESKTOP) ? Map.of() : Map.of(VirtualDisplayProvider.APP_VARIABLE, app);
  }

  @Override
  public void prepared(DisplayKeeper.Lease lease) throws SessionException {
    String id = session.request().app();
    if (id.equals(App.DESKTOP)) {
      return;
    }
    var kept = lease.kept(RunningApp.class);
    RunningApp running = kept.isPresent() ? kept.get() : launch(id, lease);
    running.whenEnded(exit -> ended(running.app(), exit));
  }

  private RunningApp launch(String id, DisplayKeeper.Lease lease) throws SessionException {
    if (!session.context().rights().apply(session.request().client()).contains(Right.LAUNCH)) {
      throw new SessionException(
          EndReason.REVOKED,
          "this client may not start applications, only see the desktop: its owner can allow it"
              + " (right LAUNCH)");
    }
    AppLauncher launcher = session.context().launcher().get();
    if (launcher == null) {
      throw new SessionException(
          EndReason.APP_FAILED, "No part of the host starts applications (host-apps is missing)");
    }
    try {
      var started = launcher.launch(id, lease.display());
      lease.keepProgram(started);
      return started;
    } catch (AppException e) {
      throw new SessionException(EndReason.APP_FAILED, e.getMessage());
    }
  }

  /// On a thread of the application's; also long after the session, while the display waits.
  private void ended(App app, AppExit exit) {
    boolean failed = exit.how() == AppExit.How.FAILED_AT_ONCE;
    boolean over = failed || (exit.how() == AppExit.How.ENDED && app.endsSession());
    if (exit.how() == AppExit.How.CLOSED) {
      return; // with its display, whose session knows why
    }
    session.remarks().accept(exit.detail());
    if (!over) {
      return;
    }
    var reason = failed ? EndReason.APP_FAILED : EndReason.APP_ENDED;
    end.accept(reason);
    if (session.endReason() != reason) {
      leaveNothing();
    }
  }

  /// The session ended for another reason: on the display that waits nobody would find anything.
  private void leaveNothing() {
    var context = session.context();
    String client = session.request().client().id();
    context
        .timer()
        .schedule(
            () -> Thread.startVirtualThread(() -> context.keeper().discard(client)),
            GIVEN_BACK_MILLIS,
            TimeUnit.MILLISECONDS);
  }
}
