package io.oriel.media.pipewire;

import io.oriel.media.nat.Foreign;
import io.oriel.media.pipewire.internal.nat.Interface;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/// Properties that everybody may give the daemon's objects, such as where a stream shall play; a
/// session manager acts on them. Any thread.
public final class Metadata extends LoopObject {
  // PW_VERSION_METADATA
  private static final int VERSION = 3;

  private final MemorySegment proxy;

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
      return new Metadata(connection, proxy);
    }
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
  }

  @Override
  void lost(PipeWireException cause) {}
}
