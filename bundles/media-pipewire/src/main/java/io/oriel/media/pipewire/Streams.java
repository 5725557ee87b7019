package io.oriel.media.pipewire;

import io.oriel.media.nat.Foreign;
import io.oriel.media.pipewire.internal.nat.Dict;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/// What streams of sound and of pictures have in common.
final class Streams {
  private Streams() {}

  /// Makes a `struct pw_stream` that is not connected yet. The connection's thread.
  ///
  /// @param core of the connection
  /// @param call for what is needed until this returns
  /// @throws PipeWireException PipeWire makes none
  static MemorySegment make(
      LibPipeWire library,
      MemorySegment core,
      String name,
      Map<String, String> properties,
      Arena call)
      throws PipeWireException {
    MemorySegment stream;
    try {
      var dict = (MemorySegment) library.propertiesNewDict.invokeExact(Dict.of(properties, call));
      stream = (MemorySegment) library.streamNew.invokeExact(core, call.allocateFrom(name), dict);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (stream.address() == 0) {
      throw new PipeWireException("PipeWire cannot make a stream");
    }
    return stream;
  }
}
