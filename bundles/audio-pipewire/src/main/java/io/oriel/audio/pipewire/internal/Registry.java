package io.oriel.audio.pipewire.internal;

import io.oriel.media.pipewire.ConnectionListener;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.PipeWireException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The objects of a PipeWire now, and a way to wait for some. Any thread.
final class Registry implements ConnectionListener {
  private final Map<Integer, Global> objects = new HashMap<>(); // guarded by lock
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Consumer<String> lost;
  private String gone; // guarded by lock: why PipeWire is

  /// @param lost told once when PipeWire goes away, on its connection's thread
  Registry(Consumer<String> lost) {
    this.lost = lost;
  }

  /// An object by its number.
  Optional<Global> get(int id) {
    lock.lock();
    try {
      return Optional.ofNullable(objects.get(id));
    } finally {
      lock.unlock();
    }
  }

  /// All objects of a type.
  List<Global> all(String type) {
    lock.lock();
    try {
      return objects.values().stream().filter(g -> g.type().equals(type)).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the objects satisfy a test.
  ///
  /// @param what is waited for, for the message
  void await(Predicate<Collection<Global>> test, Duration within, String what)
      throws PipeWireException {
    lock.lock();
    try {
      long left = within.toNanos();
      while (!test.test(objects.values())) {
        if (gone != null) {
          throw new PipeWireException(gone);
        }
        if (left <= 0) {
          throw new PipeWireException(what + " did not come in " + within.toMillis() + " ms");
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipeWireException("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void appeared(Global global) {
    change(() -> objects.put(global.id(), global));
  }

  @Override
  public void vanished(int id) {
    change(() -> objects.remove(id));
  }

  @Override
  public void lost(String why) {
    change(() -> gone = why);
    lost.accept(why);
  }

  private void change(Runnable how) {
    lock.lock();
    try {
      how.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
