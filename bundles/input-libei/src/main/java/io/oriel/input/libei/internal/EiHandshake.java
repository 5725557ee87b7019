package io.oriel.input.libei.internal;

import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;
import io.oriel.input.libei.internal.wire.Requests;

/// `ei_handshake`: both sides say what they speak, then the connection is there.
final class EiHandshake implements EiObject {
  /// How this client is named where users see it, and in the names of its devices.
  private static final String NAME = "Oriel";

  private static final int VERSION = 1;

  private final EiSession session;
  private boolean answered;
  private int interfaces;

  EiHandshake(EiSession session) {
    this.session = session;
  }

  @Override
  public void event(int opcode, Incoming in) throws EiProtocolException {
    switch (opcode) {
      case 0 -> answer(in.u32());
      case 1 -> offered(in.name(), in.u32());
      case 2 -> {
        session.serial(in.u32());
        session.connected(in.u64(), in.u32());
      }
      default -> throw new EiProtocolException("event " + opcode + " of ei_handshake");
    }
  }

  private void answer(int newest) throws EiProtocolException {
    if (answered || newest < 1) {
      throw new EiProtocolException("a handshake of version " + newest);
    }
    answered = true;
    var out = session.out();
    out.begin(Requests.HANDSHAKE, Requests.HANDSHAKE_VERSION).u32(VERSION).end();
    out.begin(Requests.HANDSHAKE, Requests.HANDSHAKE_CONTEXT_TYPE).u32(Requests.SENDER).end();
    out.begin(Requests.HANDSHAKE, Requests.HANDSHAKE_NAME).string(NAME).end();
    for (var each : EiInterface.values()) {
      out.begin(Requests.HANDSHAKE, Requests.HANDSHAKE_INTERFACE_VERSION)
          .string(each.wireName())
          .u32(each.version())
          .end();
    }
    out.begin(Requests.HANDSHAKE, Requests.HANDSHAKE_FINISH).end();
  }

  private void offered(String name, int version) throws EiProtocolException {
    if (version < 1 || ++interfaces > 100) {
      throw new EiProtocolException("interface " + name + " of version " + version);
    }
    EiInterface.of(name).ifPresent(known -> session.agree(known, version));
  }
}
