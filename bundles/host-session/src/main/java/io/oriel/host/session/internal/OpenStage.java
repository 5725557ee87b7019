package io.oriel.host.session.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open instance of a backend inside a session, with its gate.
///
/// Whoever wins the compare-and-set closes it, once: the session's control thread, or the thread
/// that
/// stops the backend's bundle.
public final class OpenStage<T extends AutoCloseable> implements AutoCloseable {
  /// How long a media thread may take to leave before the stage is abandoned.
  static final long DRAIN_NANOS = 500_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(OpenStage.class);

  private final Provider<?> provider;
  private final T instance;
  private final Runnable wake;
  private final Gate gate = new Gate();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final long openedNanos = System.nanoTime();

  /// @param wake makes threads inside the instance return
  OpenStage(Provider<?> provider, T instance, Runnable wake) {
    this.provider = provider;
    this.instance = instance;
    this.wake = wake;
  }

  /// The instance; touch it only between a successful [Gate#enter()] and [Gate#exit()].
  public T instance() {
    return instance;
  }

  public Gate gate() {
    return gate;
  }

  Provider<?> provider() {
    return provider;
  }

  String backendId() {
    return provider.id();
  }

  long ageNanos() {
    return System.nanoTime() - openedNanos;
  }

  /// Lets no thread in any more and wakes those inside. Does not wait.
  void leaving() {
    gate.close();
    try {
      wake.run();
    } catch (RuntimeException e) {
      LOG.warn("{} failed to wake: {}", provider.key(), e.toString());
    }
  }

  /// Waits for the threads inside, then closes the instance. A thread that never leaves costs a
  /// leak,
  /// which is reported; freeing under it would take every session down.
  ///
  /// @param beforeClose runs when nobody is inside, before the instance is closed
  /// @return whether the instance is closed
  boolean drain(long deadlineNanos, Runnable beforeClose) {
    leaving();
    boolean empty = gate.awaitEmpty(deadlineNanos);
    if (!closing.compareAndSet(false, true)) {
      return empty;
    }
    if (!empty) {
      LOG.error("{} is abandoned: a thread is still inside after 500 ms", provider.key());
      return false;
    }
    try {
      beforeClose.run();
      instance.close();
    } catch (Exception | LinkageError e) {
      LOG.warn("{} failed to close: {}", provider.key(), e.toString());
    }
    return true;
  }

  boolean drain() {
    return drain(System.nanoTime() + DRAIN_NANOS, () -> {});
  }

  /// The same, for whom the result does not matter; closes once, whoever else closes too.
  @Override
  public void close() {
    drain();
  }
}
