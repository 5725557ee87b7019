package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hands out recording sessions.
final class RecordingOrchestrator implements SessionOrchestrator {
  final BlockingQueue<RecordingSession> prepared = new LinkedBlockingQueue<>();
  final BlockingQueue<String> quits = new LinkedBlockingQueue<>();
  private final List<RecordingSession> all = new CopyOnWriteArrayList<>();
  volatile SessionException refusal;
  private int count;

  RecordingSession next() throws InterruptedException {
    RecordingSession session = prepared.poll(20, TimeUnit.SECONDS);
    assertThat(session).as("a prepared session").isNotNull();
    return session;
  }

  @Override
  public SessionPlan plan(SessionRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Session prepare(SessionRequest request) throws SessionException {
    if (refusal != null) {
      throw refusal;
    }
    var session = new RecordingSession("%04x".formatted(++count), request);
    all.add(session);
    prepared.add(session);
    return session;
  }

  @Override
  public List<Session> sessions() {
    return all.stream()
        .filter(s -> s.state() != Session.State.ENDED)
        .map(Session.class::cast)
        .toList();
  }

  @Override
  public Optional<String> running(Client client) {
    return Optional.empty();
  }

  @Override
  public void quit(Client client, EndReason reason) {
    quits.add(client.id() + " " + reason);
  }
}
