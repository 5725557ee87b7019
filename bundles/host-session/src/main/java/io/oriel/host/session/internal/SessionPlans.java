package io.oriel.host.session.internal;

import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import java.util.List;

/// Which backends could serve a session: as planned at its beginning, and anew as they come and go.
/// Control thread, but for [#latest()].
final class SessionPlans {
  private final SessionRequest request;
  private final SessionContext context;
  private volatile Planned latest;

  SessionPlans(SessionRequest request, SessionContext context) {
    this.request = request;
    this.context = context;
  }

  /// The plan that the session goes by from now on.
  void use(Planned plan) {
    latest = plan;
  }

  /// For people and transports. Any thread.
  SessionPlan latest() {
    return latest.plan(request);
  }

  /// Looks at the backends there are now, and goes by that.
  void renew() {
    latest = now();
  }

  /// What a plan made now would be.
  Planned now() {
    return new Planner(
            request,
            context.facts().facts(),
            Choice.of(context.settings().get()),
            context.cooldowns())
        .plan(context.backends());
  }

  /// The ways to serve a stream on a display, best first.
  List<Chain> chains(StreamParameters stream, String displayId) {
    return chains(latest, stream, displayId);
  }

  /// Whether a backend that was lost is there again and would serve the stream.
  boolean back(Provider<?> lost, StreamParameters stream, String displayId) {
    return chains(now(), stream, displayId).stream()
        .anyMatch(
            chain ->
                lost.stage() == Stage.CAPTURE
                    ? chain.capture().id().equals(lost.id())
                    : chain.encoder().id().equals(lost.id()));
  }

  private static List<Chain> chains(Planned plan, StreamParameters stream, String displayId) {
    return plan.chains().stream()
        .filter(chain -> chain.profile().matches(stream.format()))
        .filter(chain -> chain.display().id().equals(displayId))
        .toList();
  }
}
