package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.PairingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One request at a time, answered by the test; remembers how attempts went.
final class FakeQueue implements PairingQueue {
  final BlockingQueue<Pairing> asked = new LinkedBlockingQueue<>();
  final List<Boolean> results = new ArrayList<>();
  private Pairing open;

  @Override
  public synchronized Pairing ask(PairingRequest request) throws PairingRefusedException {
    if (open != null) {
      throw new PairingRefusedException(PairingRefusedException.Reason.IN_PROGRESS, "waits");
    }
    open = new One(request);
    asked.add(open);
    return open;
  }

  Pairing next() throws InterruptedException {
    Pairing next = asked.poll(5, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nobody asked to be paired");
    }
    return next;
  }

  @Override
  public synchronized List<Pairing> pending() {
    return open == null ? List.of() : List.of(open);
  }

  synchronized void release(One one) {
    if (open == one) {
      open = null;
    }
  }

  synchronized void result(One one, boolean paired) {
    results.add(paired);
    release(one);
  }

  synchronized List<Boolean> results() {
    return List.copyOf(results);
  }

  private final class One implements Pairing {
    private final PairingRequest request;
    private final CompletableFuture<PairingAnswer> answer = new CompletableFuture<>();

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
      boolean first = answer.complete(given);
      if (first && !(given instanceof PairingAnswer.Pin)) {
        release(this);
      }
      return first;
    }

    @Override
    public CompletionStage<PairingAnswer> answered() {
      return answer;
    }

    @Override
    public void finished(boolean paired) {
      result(this, paired);
    }

    @Override
    public void close() {
      answer(new PairingAnswer.Withdrawn());
      release(this);
    }
  }
}
