package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.oriel.media.nat.Foreign;
import io.oriel.media.pipewire.internal.nat.Events;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// A module of libpipewire that runs in this process; it ends when this is closed. Any thread.
public final class LocalModule extends LoopObject {
  // struct pw_impl_module_events: destroy, free, initialized, registered
  private static final int DESTROY = 0;
  private static final int EVENTS = 4;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment module;
  private boolean gone; // the connection's thread only

  private LocalModule(PipeWireConnection connection, MemorySegment module) {
    super(connection);
    this.module = module;
  }

  static LocalModule load(
      PipeWireConnection connection, MemorySegment context, String name, String arguments)
      throws PipeWireException {
    var library = connection.library();
    try (var call = Arena.ofConfined()) {
      var pointer =
          (MemorySegment)
              library.contextLoadModule.invokeExact(
                  context,
                  call.allocateFrom(name),
                  call.allocateFrom(arguments),
                  MemorySegment.NULL);
      if (pointer.address() == 0) {
        throw new PipeWireException(
            name
                + " cannot be loaded; install it with: apt-get install"
                + " libpipewire-0.3-modules");
      }
      var module = new LocalModule(connection, pointer);
      var destroyed =
          MethodHandles.lookup()
              .bind(module, "destroyed", MethodType.methodType(void.class, MemorySegment.class));
      var events =
          new Events(module.arena, 0, EVENTS)
              .on(DESTROY, destroyed, FunctionDescriptor.ofVoid(ADDRESS));
      library.moduleAddListener.invokeExact(
          pointer, events.hook(), events.table(), MemorySegment.NULL);
      return module;
    } catch (PipeWireException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @Override
  void destroy() {
    try {
      if (!gone) {
        connection.library().moduleDestroy.invokeExact(module);
      }
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    arena.close();
  }

  /// It learns of that by itself.
  @Override
  void lost(PipeWireException cause) {}

  /// Modules end themselves when the daemon goes away.
  @SuppressWarnings("unused")
  private void destroyed(MemorySegment data) {
    gone = true;
  }
}
