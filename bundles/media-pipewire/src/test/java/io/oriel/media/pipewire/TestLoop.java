package io.oriel.media.pipewire;

import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import io.oriel.media.pipewire.pod.Pod;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.Callable;

/// The event loop and the parameters of this library, for peers that tests write: they speak to
/// libpipewire themselves. Any thread.
public final class TestLoop implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LibPipeWire library;
  private final Loop loop;
  private final Runnable last;

  /// @param last runs on the loop's thread when this is closed
  public TestLoop(String name, Runnable last) throws PipeWireException {
    library = PipeWire.library();
    loop = new Loop(library, name, () -> {});
    this.last = last;
  }

  /// The C functions.
  public LibPipeWire library() {
    return library;
  }

  /// `struct pw_loop *`.
  public MemorySegment pointer() {
    return loop.pointer();
  }

  /// Runs something on the loop's thread and waits for it.
  public <T> T call(Callable<T> body) throws PipeWireException {
    return loop.call(PATIENCE, body);
  }

  /// `const struct spa_pod **`.
  public static MemorySegment params(Arena arena, Pod... pods) {
    return Params.of(arena, pods);
  }

  @Override
  public void close() {
    loop.close(last);
  }
}
