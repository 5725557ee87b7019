package io.oriel.host.trust.internal;

import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue.Pairing;
import io.oriel.api.trust.PairingRequest;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/// A request in [PairingDesk]. The answer is decided by whoever completes the future first.
final class WaitingPairing implements Pairing {
  private final PairingDesk desk;
  private final String id;
  private final PairingRequest request;
  private final CompletableFuture<PairingAnswer> answer = new CompletableFuture<>();
  private final AtomicBoolean finished = new AtomicBoolean();
  // both belong to the desk, under its lock
  private long deadlineNanos;
  private boolean settled;

  WaitingPairing(PairingDesk desk, String id, PairingRequest request, long deadlineNanos) {
    this.desk = desk;
    this.id = id;
    this.request = request;
    this.deadlineNanos = deadlineNanos;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public PairingRequest request() {
    return request;
  }

  @Override
  public boolean answer(PairingAnswer given) {
    Objects.requireNonNull(given, "answer");
    if (!desk.settle(this, given)) {
      return false;
    }
    return answer.complete(given);
  }

  @Override
  public CompletionStage<PairingAnswer> answered() {
    return answer.minimalCompletionStage();
  }

  @Override
  public void finished(boolean paired) {
    if (finished.compareAndSet(false, true)) {
      desk.finished(this, paired);
    }
  }

  @Override
  public void close() {
    answer(new PairingAnswer.Withdrawn());
    desk.release(this);
  }

  /// Whether an answer was given.
  boolean settled() {
    return settled;
  }

  void settle() {
    settled = true;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  void deadlineNanos(long nanos) {
    deadlineNanos = nanos;
  }
}
