package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Foreign;
import io.oriel.media.pipewire.internal.nat.Dict;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.Interface;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import io.oriel.media.pipewire.internal.nat.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.Consumer;

/// A link between two nodes that the daemon's `link-factory` makes, so that no session manager is
/// needed. The connection's thread.
final class RemoteLink {
  private static final String FACTORY = "link-factory";
  // PW_VERSION_LINK
  private static final int VERSION = 3;
  // struct pw_link_events: info
  private static final int INFO = 0;
  private static final int INFO_EVENTS = 1;
  // struct pw_link_info: 32 state, 40 error; PW_LINK_STATE_ERROR
  private static final int STATE = 32;
  private static final int ERROR_TEXT = 40;
  private static final int STATE_ERROR = -2;
  // struct pw_proxy_events: destroy, bound, removed, done, error
  private static final int REMOVED = 2;
  private static final int ERROR = 4;
  private static final int EVENTS = 5;

  private final LibPipeWire library;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment proxy;
  private final Consumer<String> failed;

  /// @param failed told why the link cannot be, or is not any more
  RemoteLink(
      LibPipeWire library,
      MemorySegment core,
      int outputNode,
      int inputNode,
      Consumer<String> failed)
      throws PipeWireException {
    this.library = library;
    this.failed = failed;
    var ends =
        Map.of(
            "link.output.node", Integer.toString(outputNode),
            "link.input.node", Integer.toString(inputNode));
    try (var call = Arena.ofConfined()) {
      proxy =
          Interface.createObject(
              core,
              call.allocateFrom(FACTORY),
              call.allocateFrom(Global.LINK),
              VERSION,
              Dict.of(ends, call));
    }
    if (proxy.address() == 0) {
      arena.close();
      throw new PipeWireException("PipeWire cannot be asked for a link");
    }
    listen();
  }

  private void listen() {
    var own = MethodHandles.lookup();
    var type = MethodType.methodType(void.class, MemorySegment.class);
    try {
      var objectEvents =
          new Events(arena, 0, INFO_EVENTS)
              .on(
                  INFO,
                  own.bind(this, "info", type.appendParameterTypes(MemorySegment.class)),
                  FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
      Interface.listen(proxy, objectEvents.hook(), objectEvents.table());
      var events =
          new Events(arena, 0, EVENTS)
              .on(REMOVED, own.bind(this, "removed", type), FunctionDescriptor.ofVoid(ADDRESS))
              .on(
                  ERROR,
                  own.bind(
                      this,
                      "error",
                      type.appendParameterTypes(int.class, int.class, MemorySegment.class)),
                  FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
      library.proxyAddListener.invokeExact(
          proxy, events.hook(), events.table(), MemorySegment.NULL);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  void destroy() {
    try {
      library.proxyDestroy.invokeExact(proxy);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    arena.close();
  }

  // Callbacks of the C library, on the connection's thread.

  @SuppressWarnings("unused")
  private void info(MemorySegment data, MemorySegment info) {
    if (Memory.number(info.address() + STATE) == STATE_ERROR) {
      long text = Memory.pointer(info.address() + ERROR_TEXT);
      tell(String.valueOf(LibPipeWire.text(MemorySegment.ofAddress(text))));
    }
  }

  @SuppressWarnings("unused")
  private void removed(MemorySegment data) {
    tell("its link was taken away, so its desktop ended the stream");
  }

  @SuppressWarnings("unused")
  private void error(MemorySegment data, int seq, int result, MemorySegment message) {
    tell(LibPipeWire.text(message));
  }

  private void tell(String why) {
    PipeWireConnection.tell(() -> failed.accept(why));
  }
}
