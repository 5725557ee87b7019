package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.NativeHandle;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.Interface;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PipeWire's event loop on a Java thread of its own, and the way onto that thread.
///
/// libpipewire's own thread loop guards itself with a lock that belongs to the kernel thread which
/// took it; a virtual thread may continue on another one. So all calls are handed to this thread,
/// and no lock is needed.
final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final LibPipeWire library;
  private final Arena arena = Arena.ofShared();
  private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
  private final MemorySegment main;
  private final MemorySegment loop;
  private final MemorySegment wake;
  private final NativeHandle alive = new NativeHandle(this::free);
  private final Runnable turned;
  private final Thread thread;
  private boolean over; // the loop's thread only

  /// Starts the thread.
  ///
  /// @param turned runs on the thread whenever anything woke it; must not throw
  Loop(LibPipeWire library, String name, Runnable turned) throws PipeWireException {
    this.library = library;
    this.turned = turned;
    try {
      main = (MemorySegment) library.mainLoopNew.invokeExact(MemorySegment.NULL);
      if (main.address() == 0) {
        throw new PipeWireException("PipeWire cannot make an event loop");
      }
      loop = (MemorySegment) library.mainLoopGetLoop.invokeExact(main);
      var callback =
          MethodHandles.lookup()
              .bind(
                  this,
                  "woken",
                  MethodType.methodType(void.class, MemorySegment.class, long.class));
      wake =
          Interface.addEvent(
              loop,
              Events.function(callback, FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG), arena));
    } catch (PipeWireException e) {
      arena.close();
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    thread = Thread.ofPlatform().name(name).daemon(true).start(this::run);
  }

  /// `struct pw_main_loop *`.
  MemorySegment mainPointer() {
    return main;
  }

  /// `struct pw_loop *`, for calls on its thread.
  MemorySegment pointer() {
    return loop;
  }

  boolean onThread() {
    return Thread.currentThread() == thread;
  }

  /// Runs something on the loop's thread and waits for it; at once when called there.
  ///
  /// @throws PipeWireException what it threw, or the loop has ended, or the time is over
  <T> T call(Duration within, Callable<T> body) throws PipeWireException {
    var task = new FutureTask<>(body);
    if (onThread()) {
      task.run();
    } else {
      post(task);
    }
    try {
      return task.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PipeWireException known) {
        throw known;
      }
      throw new PipeWireException("PipeWire: " + e.getCause(), e.getCause());
    } catch (CancellationException e) {
      throw new PipeWireException("the connection to PipeWire is closed", e);
    } catch (TimeoutException e) {
      throw new PipeWireException("PipeWire did not answer in " + within.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipeWireException("interrupted while PipeWire was asked", e);
    }
  }

  /// Waits for an answer that a callback brings.
  static <T> T await(CompletableFuture<T> answer, Duration within) throws PipeWireException {
    try {
      return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new PipeWireException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new PipeWireException("PipeWire did not answer in " + within.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipeWireException("interrupted while PipeWire was asked", e);
    }
  }

  /// Ends the loop after a last task; returns when the thread is gone, except on that thread.
  void close(Runnable last) {
    post(
        new FutureTask<>(
            () -> {
              try {
                last.run();
              } finally {
                over = true; // whoever closes waits for it
              }
            },
            null));
    if (onThread()) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true; // the last task never blocks
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs something on the loop's thread, soon; never once the loop has ended.
  void post(Runnable body) {
    post(new FutureTask<>(body, null));
  }

  private void post(FutureTask<?> task) {
    tasks.add(task);
    if (alive.enter()) {
      try {
        Interface.signal(loop, wake);
      } finally {
        alive.exit();
      }
    } else {
      refuseAll();
    }
  }

  private void refuseAll() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.cancel(false);
    }
  }

  private void run() {
    try {
      Interface.enter(loop);
      MethodHandle turn = Interface.iterator(loop);
      while (!over) {
        int _ = (int) turn.invokeExact(); // an error is a signal that came in between
        turned.run();
      }
      Interface.leave(loop);
    } catch (Throwable e) {
      LOG.error("PipeWire's event loop failed", e);
    }
    alive.close();
    refuseAll();
  }

  private void free() {
    try {
      Interface.destroySource(loop, wake);
      library.mainLoopDestroy.invokeExact(main);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    arena.close();
  }

  /// `void (*spa_source_event_func_t) (void *data, uint64_t count)`
  @SuppressWarnings("unused")
  private void woken(MemorySegment data, long count) {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run(); // keeps what it throws
    }
  }
}
