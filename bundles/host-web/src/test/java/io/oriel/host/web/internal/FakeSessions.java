package io.oriel.host.web.internal;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Sessions that a test puts there.
final class FakeSessions implements SessionOrchestrator {
  final List<Session> running = new CopyOnWriteArrayList<>();

  @Override
  public SessionPlan plan(SessionRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Session prepare(SessionRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Session> sessions() {
    return List.copyOf(running);
  }

  @Override
  public Optional<String> running(Client client) {
    return Optional.empty();
  }

  @Override
  public void quit(Client client, EndReason reason) {}
}
