package io.oriel.api.trust;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/// Pairing requests that wait for the owner's consent: at most one per remote address and eight in
/// all, rate-limited, each for two minutes at most. Any thread.
@ProviderType
public interface PairingQueue {
  /// Puts a request into the queue.
  ///
  /// @throws PairingRefusedException when the address has one already, asked too often or failed
  ///     too often, or the queue is full
  Pairing ask(PairingRequest request) throws PairingRefusedException;

  /// Those that wait for an answer, oldest first.
  List<Pairing> pending();

  /// A request in the queue.
  @ProviderType
  interface Pairing extends AutoCloseable {
    /// Short, for people to choose by: `1`, `2` …
    String id();

    PairingRequest request();

    /// Answers it, once; later calls do nothing.
    ///
    /// @return whether this call was the one that answered
    boolean answer(PairingAnswer answer);

    /// Completes with the answer, [PairingAnswer.Expired] after two minutes, or
    /// [PairingAnswer.Withdrawn] when it was closed unanswered.
    CompletionStage<PairingAnswer> answered();

    /// How the handshake that followed the answer went, for the rate limit.
    ///
    /// @param paired `false` counts as a failure of the address
    void finished(boolean paired);

    /// Withdraws the request if unanswered.
    @Override
    void close();
  }
}
