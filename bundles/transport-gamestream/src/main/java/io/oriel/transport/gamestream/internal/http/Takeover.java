package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.trust.Client;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the sessions a client has when it asks for one again: the same certificate may
/// be a device that lost its network, or a copied profile on another one (GameStream protocol notes
/// §11). Threads of requests.
final class Takeover {
  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
  private static final String REFUSE = "refuse";
  private static final int ANOTHER_DEVICE = 470; // Android has a text of its own for it (§1.3)
  private static final long END_SECONDS = 10;

  private final SessionOrchestrator orchestrator;
  private final Supplier<String> policy;
  private final Map<Session, InetAddress> places = new ConcurrentHashMap<>();

  /// @param policy setting `takeover`, read at every request
  Takeover(SessionOrchestrator orchestrator, Supplier<String> policy) {
    this.orchestrator = orchestrator;
    this.policy = policy;
  }

  /// A session was prepared for a request from there.
  void prepared(Session session, InetAddress from) {
    places.put(session, from);
    session.ended().whenComplete((_, _) -> places.remove(session));
  }

  /// Whether a client that has something running may simply ask for it again.
  boolean allowed() {
    return !policy.get().equals(REFUSE);
  }

  /// @throws BadRequestException the client's session is used from another address, and must not be
  ///     taken over
  void check(Client client, InetAddress from) throws BadRequestException {
    if (allowed()) {
      return;
    }
    for (Session session : of(client)) {
      InetAddress place = places.get(session);
      if (place != null && !place.equals(from)) {
        LOG.info(
            "{} at {} is refused: its session {} runs at {}, and takeover is {}",
            client.name(),
            from.getHostAddress(),
            session.id(),
            place.getHostAddress(),
            REFUSE);
        throw new BadRequestException(
            ANOTHER_DEVICE,
            "The stream is in use on another device with the same pairing; end it there first");
      }
    }
  }

  /// Ends what the client has running, so that a new session finds the display. Returns when it is
  /// waiting.
  void end(Client client) throws BadRequestException {
    for (Session session : of(client)) {
      session.end(EndReason.TAKEN_OVER);
      try {
        session.ended().toCompletableFuture().get(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new BadRequestException(503, "The host is shutting down");
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("session {} does not end", session.id(), e);
        throw new BadRequestException(503, "The previous stream of this device does not end");
      }
    }
  }

  private List<Session> of(Client client) {
    return orchestrator.sessions().stream()
        .filter(session -> session.request().client().id().equals(client.id()))
        .toList();
  }
}
