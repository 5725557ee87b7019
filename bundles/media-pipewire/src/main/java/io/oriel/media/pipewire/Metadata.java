package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Foreign;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.Interface;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Properties that everybody may give the daemon's objects, such as where a stream shall play; a
/// session manager acts on them. Any thread.
public final class Metadata extends LoopObject {
  // PW_VERSION_METADATA
  private static final int VERSION = 3;

  // struct pw_metadata_events: property
  private static final int PROPERTY = 0;
  private static final int EVENTS = 1;
  private static final int MOST = 4096; // far above any honest daemon

  private final Arena arena = Arena.ofShared();
  private final MemorySegment proxy;
  private final Map<String, String> values = new ConcurrentHashMap<>();

  private Metadata(PipeWireConnection connection, MemorySegment proxy) {
    super(connection);
    this.proxy = proxy;
  }

  static Metadata bind(PipeWireConnection connection, MemorySegment registry, int id)
      throws PipeWireException {
    try (var call = Arena.ofConfined()) {
      MemorySegment proxy =
          Interface.bind(registry, id, call.allocateFrom(Global.METADATA), VERSION);
      if (proxy.address() == 0) {
        throw new PipeWireException("PipeWire cannot be asked for its metadata " + id);
      }
      var metadata = new Metadata(connection, proxy);
      metadata.listen();
      return metadata;
    }
  }

  private void listen() {
    try {
      var events =
          new Events(arena, 0, EVENTS)
              .on(
                  PROPERTY,
                  MethodHandles.lookup()
                      .bind(
                          this,
                          "property",
                          MethodType.methodType(
                              int.class,
                              MemorySegment.class,
                              int.class,
                              MemorySegment.class,
                              MemorySegment.class,
                              MemorySegment.class)),
                  FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
      Interface.listen(proxy, events.hook(), events.table());
    } catch (ReflectiveOperationException e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Without a value the property is gone; without a key all of the subject's are.
  @SuppressWarnings("unused")
  private int property(
      MemorySegment data, int subject, MemorySegment key, MemorySegment type, MemorySegment value) {
    if (key.address() == 0) {
      values.keySet().removeIf(name -> name.startsWith(subject + ":"));
    } else if (value.address() == 0) {
      values.remove(subject + ":" + LibPipeWire.text(key));
    } else if (values.size() < MOST) {
      values.put(subject + ":" + LibPipeWire.text(key), LibPipeWire.text(value));
    }
    return 0;
  }

  /// A property of an object, as the daemon told it last; all that there are have been told after a
  /// [PipeWireConnection#sync].
  ///
  /// @param subject the daemon's number of the object; 0 for what concerns the daemon as a whole
  public Optional<String> value(int subject, String key) {
    return Optional.ofNullable(values.get(subject + ":" + key));
  }

  /// Removes a property of an object.
  public void remove(int subject, String key, Duration within) throws PipeWireException {
    connection.call(
        within,
        () -> {
          try (var call = Arena.ofConfined()) {
            Interface.setProperty(
                proxy, subject, call.allocateFrom(key), MemorySegment.NULL, MemorySegment.NULL);
          }
          return null;
        });
  }

  /// Sets a property of an object.
  ///
  /// @param subject the daemon's number of the object; 0 for what concerns the daemon as a whole
  /// @param type of the value, for example `Spa:Id` or `Spa:String:JSON`
  public void set(int subject, String key, String type, String value, Duration within)
      throws PipeWireException {
    connection.call(
        within,
        () -> {
          try (var call = Arena.ofConfined()) {
            Interface.setProperty(
                proxy,
                subject,
                call.allocateFrom(key),
                call.allocateFrom(type),
                call.allocateFrom(value));
          }
          return null;
        });
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
  void lost(PipeWireException cause) {}
}
