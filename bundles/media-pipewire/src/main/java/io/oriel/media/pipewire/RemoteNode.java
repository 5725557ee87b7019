package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Foreign;
import io.oriel.media.pipewire.internal.nat.Dict;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.Interface;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A node that the daemon made for us; it goes away when this is closed. Any thread.
public final class RemoteNode extends LoopObject {
  // struct pw_proxy_events: destroy, bound, removed, done, error; 1.x added bound_props
  private static final int BOUND = 1;
  private static final int REMOVED = 2;
  private static final int ERROR = 4;
  private static final int EVENTS = 5;
  // PW_VERSION_NODE
  private static final int VERSION = 3;

  private final Arena arena = Arena.ofShared();
  private final CompletableFuture<Integer> bound;
  private final Runnable removed;
  private MemorySegment proxy;
  private volatile int id = -1;

  private RemoteNode(
      PipeWireConnection connection, CompletableFuture<Integer> bound, Runnable removed) {
    super(connection);
    this.bound = bound;
    this.removed = removed;
  }

  static RemoteNode create(
      PipeWireConnection connection,
      MemorySegment core,
      String factory,
      Map<String, String> properties,
      CompletableFuture<Integer> bound,
      Runnable removed)
      throws PipeWireException {
    var node = new RemoteNode(connection, bound, removed);
    try (var call = Arena.ofConfined()) {
      node.proxy =
          Interface.createObject(
              core,
              call.allocateFrom(factory),
              call.allocateFrom(Global.NODE),
              VERSION,
              Dict.of(properties, call));
      if (node.proxy.address() == 0) {
        node.arena.close();
        throw new PipeWireException("PipeWire cannot be asked for a node of factory " + factory);
      }
      node.listen();
      return node;
    }
  }

  /// The daemon's number of the node.
  public int id() {
    return id;
  }

  void id(int number) {
    id = number;
  }

  @Override
  void destroy() {
    try {
      connection.library().proxyDestroy.invokeExact(proxy);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    arena.close();
  }

  @Override
  void lost(PipeWireException cause) {
    bound.completeExceptionally(cause);
  }

  private void listen() {
    var own = MethodHandles.lookup();
    var type = MethodType.methodType(void.class, MemorySegment.class);
    try {
      var events =
          new Events(arena, 0, EVENTS)
              .on(
                  BOUND,
                  own.bind(this, "bound", type.appendParameterTypes(int.class)),
                  FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT))
              .on(REMOVED, own.bind(this, "removed", type), FunctionDescriptor.ofVoid(ADDRESS))
              .on(
                  ERROR,
                  own.bind(
                      this,
                      "error",
                      type.appendParameterTypes(int.class, int.class, MemorySegment.class)),
                  FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
      connection
          .library()
          .proxyAddListener
          .invokeExact(proxy, events.hook(), events.table(), MemorySegment.NULL);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @SuppressWarnings("unused")
  private void bound(MemorySegment data, int global) {
    bound.complete(global);
  }

  @SuppressWarnings("unused")
  private void removed(MemorySegment data) {
    bound.completeExceptionally(new PipeWireException("PipeWire removed the node at once"));
    PipeWireConnection.tell(removed);
  }

  @SuppressWarnings("unused")
  private void error(MemorySegment data, int seq, int result, MemorySegment message) {
    bound.completeExceptionally(
        new PipeWireException("PipeWire refuses the node: " + LibPipeWire.text(message)));
  }
}
