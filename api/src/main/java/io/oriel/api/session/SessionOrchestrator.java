package io.oriel.api.session;

import io.oriel.api.trust.Client;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/// Plans, prepares and keeps sessions. Any control thread.
@ProviderType
public interface SessionOrchestrator {
  /// What a session would use and why: a dry run without side effects.
  SessionPlan plan(SessionRequest request);

  /// Opens display, input and application; the stream follows with [Session#start]. A prepared
  /// session that is not started ends by itself after 30 s.
  ///
  /// A display kept from an earlier session of the same client and application is used again.
  Session prepare(SessionRequest request) throws SessionException;

  /// All sessions that have not ended, oldest first.
  List<Session> sessions();

  /// The application a client would find again: of a running session, or of a kept display.
  Optional<String> running(Client client);

  /// Ends a client's sessions and takes its kept displays away. Returns when both are gone.
  void quit(Client client, EndReason reason);
}
