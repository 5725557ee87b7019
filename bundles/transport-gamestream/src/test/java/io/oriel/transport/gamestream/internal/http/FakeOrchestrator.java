package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Figures;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Sessions that do nothing; an ended one keeps its "display" until the client quits.
final class FakeOrchestrator implements SessionOrchestrator {
  final List<FakeSession> prepared = new CopyOnWriteArrayList<>();
  final Map<String, String> kept = new ConcurrentHashMap<>();
  volatile String failure;

  @Override
  public SessionPlan plan(SessionRequest request) {
    var formats = List.of(format(Codec.HEVC, 8), format(Codec.HEVC, 10), format(Codec.H264, 8));
    return new SessionPlan(Map.of(), formats, List.of());
  }

  private static StreamFormat format(Codec codec, int bits) {
    return new StreamFormat(
        codec, 1920, 1080, 60_000, bits, Chroma.YUV420, ColorSpec.BT709_LIMITED);
  }

  @Override
  public Session prepare(SessionRequest request) throws SessionException {
    if (failure != null) {
      throw new SessionException(EndReason.NO_BACKEND, failure);
    }
    var session = new FakeSession(request);
    prepared.add(session);
    kept.put(request.client().id(), request.app());
    return session;
  }

  @Override
  public List<Session> sessions() {
    return prepared.stream().filter(s -> !s.ended.isDone()).map(Session.class::cast).toList();
  }

  @Override
  public Optional<String> running(Client client) {
    return Optional.ofNullable(kept.get(client.id()));
  }

  @Override
  public void quit(Client client, EndReason reason) {
    prepared.stream()
        .filter(s -> s.request.client().id().equals(client.id()))
        .forEach(s -> s.end(reason));
    kept.remove(client.id());
  }

  /// A session.
  static final class FakeSession implements Session {
    final SessionRequest request;
    final CompletableFuture<EndReason> ended = new CompletableFuture<>();

    FakeSession(SessionRequest request) {
      this.request = request;
    }

    @Override
    public String id() {
      return "0001";
    }

    @Override
    public State state() {
      return ended.isDone() ? State.ENDED : State.PREPARED;
    }

    @Override
    public SessionRequest request() {
      return request;
    }

    @Override
    public SessionPlan plan() {
      return new SessionPlan(Map.of(), List.of(), List.of());
    }

    @Override
    public Map<Stage, String> chain() {
      return Map.of();
    }

    @Override
    public DisplayRequest display() {
      return request.display();
    }

    @Override
    public void restartDistributions() {}

    @Override
    public Optional<StreamParameters> stream() {
      return Optional.empty();
    }

    @Override
    public List<String> remarks() {
      return List.of();
    }

    @Override
    public Instant since() {
      return Instant.EPOCH;
    }

    @Override
    public Figures figures() {
      return Figures.EMPTY;
    }

    @Override
    public void start(StreamParameters wanted, ClientLink link) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void attach(Client client, ClientLink link) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean mayWatch(Client client) {
      return true;
    }

    @Override
    public List<Client> watchers() {
      return List.of();
    }

    @Override
    public Optional<ClipboardContent> copied() {
      return Optional.empty();
    }

    @Override
    public boolean copy(ClipboardContent content) {
      return false;
    }

    @Override
    public CompletionStage<DisplayRequest> reconfigure(DisplayRequest wanted) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void end(EndReason reason) {
      ended.complete(reason);
    }

    @Override
    public CompletionStage<EndReason> ended() {
      return ended;
    }
  }
}
