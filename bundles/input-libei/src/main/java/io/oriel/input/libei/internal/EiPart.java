package io.oriel.input.libei.internal;

import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;

/// What a device has: to a sender it says nothing but that it is gone.
record EiPart(EiSession session, EiDevice device, EiInterface kind) implements EiObject {
  @Override
  public void event(int opcode, Incoming in) throws EiProtocolException {
    if (opcode != 0) {
      throw new EiProtocolException("event %d of %s".formatted(opcode, kind.wireName()));
    }
    session.serial(in.u32());
    session.gone(in.object());
    device.lost(kind);
  }
}
