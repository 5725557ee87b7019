package io.oriel.host.session.internal;

import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a session's steps one after the other on a virtual thread.
final class ControlThread {
  private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);
  private final ExecutorService executor;

  ControlThread(String name) {
    executor = Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
  }

  /// Runs a step and waits for it.
  <T> T call(Callable<T> step) throws SessionException {
    try {
      return executor.submit(step).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SessionException known -> throw known;
        case Throwable other -> {
          LOG.error("a session's step failed", other);
          throw new SessionException(EndReason.FAILED, other.toString());
        }
      }
    } catch (RejectedExecutionException _) {
      throw new SessionException(EndReason.FAILED, "the session has ended");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SessionException(EndReason.FAILED, "interrupted");
    }
  }

  /// Runs a step later; after the end, never.
  void post(Runnable step) {
    try {
      executor.execute(
          () -> {
            try {
              step.run();
            } catch (RuntimeException | LinkageError e) {
              LOG.error("a session's step failed", e);
            }
          });
    } catch (RejectedExecutionException _) {
      // the session has ended, nothing is left to do
    }
  }

  <T> CompletableFuture<T> submit(Callable<T> step) {
    var result = new CompletableFuture<T>();
    try {
      executor.execute(
          () -> {
            try {
              result.complete(step.call());
            } catch (Exception e) {
              result.completeExceptionally(new CompletionException(e));
            }
          });
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  /// Takes no more steps; those queued still run.
  void close() {
    executor.shutdown();
  }
}
