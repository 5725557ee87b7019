package io.oriel.host.web.internal;

import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.PairingRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/// A queue without limits but one: `refusal`.
final class FakeQueue implements PairingQueue {
  final List<One> asked = new CopyOnWriteArrayList<>();
  volatile PairingRefusedException refusal;

  /// A request.
  static final class One implements Pairing {
    final CompletableFuture<PairingAnswer> answer = new CompletableFuture<>();
    private final PairingRequest request;
    volatile Optional<Boolean> finished = Optional.empty();

    One(PairingRequest request) {
      this.request = request;
    }

    @Override
    public String id() {
      return "1";
    }

    @Override
    public PairingRequest request() {
      return request;
    }

    @Override
    public boolean answer(PairingAnswer given) {
      return answer.complete(given);
    }

    @Override
    public CompletionStage<PairingAnswer> answered() {
      return answer;
    }

    @Override
    public void finished(boolean paired) {
      finished = Optional.of(paired);
    }

    @Override
    public void close() {
      answer(new PairingAnswer.Withdrawn());
    }
  }

  @Override
  public Pairing ask(PairingRequest request) throws PairingRefusedException {
    if (refusal != null) {
      throw refusal;
    }
    var one = new One(request);
    asked.add(one);
    return one;
  }

  @Override
  public List<Pairing> pending() {
    return List.copyOf(asked);
  }
}
