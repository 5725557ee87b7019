package io.oriel.input.libei.internal;

import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;

/// An object of the connection that the server sends events of. Called under the connection's lock.
@FunctionalInterface
interface EiObject {
  /// Takes an event.
  ///
  /// @param arguments of the event; nothing keeps them
  void event(int opcode, Incoming arguments) throws EiProtocolException;
}
