package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.NativeHandle;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.Interface;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Calls something on the connection's thread, from any thread and without an allocation.
final class ReturnBell {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment loop;
  private final MemorySegment source;
  private final MethodHandle signal;
  private final NativeHandle alive = new NativeHandle(this::free);
  private final Runnable rung;

  /// The connection's thread.
  ///
  /// @param rung must not throw
  ReturnBell(MemorySegment loop, Runnable rung) {
    this.loop = loop;
    this.rung = rung;
    try {
      var callback =
          MethodHandles.lookup()
              .bind(
                  this, "rung", MethodType.methodType(void.class, MemorySegment.class, long.class));
      source =
          Interface.addEvent(
              loop,
              Events.function(callback, FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG), arena));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    signal = Interface.signaller(loop, source);
  }

  /// Any thread; does nothing once closed.
  void ring() {
    if (alive.enter()) {
      try {
        int _ = (int) signal.invokeExact();
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      } finally {
        alive.exit();
      }
    }
  }

  /// The connection's thread. Whoever rings at this moment ends it, on the thread it rings from:
  /// the loop must then still be there, so this waits for such a call, which never blocks.
  void close() {
    alive.close();
    while (!freed) {
      Thread.onSpinWait();
    }
    Interface.destroySource(loop, source);
    arena.close();
  }

  private volatile boolean freed;

  private void free() {
    freed = true;
  }

  /// `void (*spa_source_event_func_t) (void *data, uint64_t count)`
  @SuppressWarnings("unused")
  private void rung(MemorySegment data, long count) {
    rung.run();
  }
}
