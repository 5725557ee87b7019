package io.oriel.vdisplay.kwin.internal;

import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The one thread that reads a connection: events are heard although nobody asks, and whoever wants
/// something of KWin has it done there. Any thread may call.
final class KwinLoop implements AutoCloseable {
  private final WaylandConnection connection;
  private final Consumer<WaylandException> lost;
  private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  /// *Takes ownership* of the connection.
  ///
  /// @param lost told once, on the loop's thread, when KWin goes away
  KwinLoop(String name, WaylandConnection connection, Consumer<WaylandException> lost) {
    this.connection = connection;
    this.lost = lost;
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /// Begins to read. Until then the connection is its maker's.
  void start() {
    thread.start();
  }

  WaylandConnection connection() {
    return connection;
  }

  /// Runs something on the loop's thread and returns what it returns.
  ///
  /// @throws WaylandException what it threw, or KWin has gone or does not answer in time
  <T> T call(Callable<T> work, Duration limit) throws WaylandException {
    var task = new FutureTask<>(work);
    tasks.add(task);
    if (closing) {
      task.cancel(false); // whoever ends the loop may have looked before
    } else {
      connection.wake();
    }
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof WaylandException w
          ? w
          : new WaylandException(String.valueOf(e.getCause().getMessage()), e.getCause());
    } catch (TimeoutException e) {
      task.cancel(false);
      throw new WaylandException("KWin did not answer in " + limit.toMillis() + " ms", e);
    } catch (java.util.concurrent.CancellationException e) {
      throw new WaylandException("KWin has gone", e);
    } catch (InterruptedException e) {
      task.cancel(false);
      Thread.currentThread().interrupt();
      throw new WaylandException("interrupted while waiting for KWin", e);
    }
  }

  private void run() {
    try {
      while (!closing) {
        connection.await(-1);
        for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      }
      connection.flush();
    } catch (WaylandException e) {
      failed(e);
    } catch (RuntimeException e) {
      failed(new WaylandException("what KWin said is not understood: " + e, e));
    } finally {
      closing = true;
      for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
        task.cancel(false);
      }
    }
  }

  private void failed(WaylandException e) {
    if (!closing) {
      lost.accept(e);
    }
  }

  /// Ends the connection, and with it all that was made through it.
  @Override
  public void close() {
    closing = true;
    boolean interrupted = false;
    if (Thread.currentThread() != thread && thread.isAlive()) {
      connection.wake();
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException _) {
          interrupted = true; // it leaves at its next look
        }
      }
    }
    connection.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
