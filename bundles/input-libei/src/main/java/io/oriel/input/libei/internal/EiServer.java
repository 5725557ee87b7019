package io.oriel.input.libei.internal;

import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;
import io.oriel.input.libei.internal.wire.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `ei_connection`: seats appear, pings are answered, the end is announced.
final class EiServer implements EiObject {
  private static final Logger log = LoggerFactory.getLogger(EiServer.class);

  private final EiSession session;
  private boolean toldInvalid;

  EiServer(EiSession session) {
    this.session = session;
  }

  @Override
  public void event(int opcode, Incoming in) throws EiProtocolException {
    switch (opcode) {
      case 0 -> disconnected(in.u32(), in.u32(), in.string());
      case 1 -> {
        long id = in.u64();
        session.made(id, EiInterface.SEAT, in.u32(), new EiSeat(session, id));
      }
      case 2 -> invalid(in.u32(), in.u64());
      case 3 -> ping(in.u64(), in.u32());
      default -> throw new EiProtocolException("event " + opcode + " of ei_connection");
    }
  }

  private void disconnected(int serial, int reason, String explanation) {
    session.serial(serial);
    String kind =
        switch (reason) {
          case 0 -> null;
          case 2 -> "wrong mode";
          case 3 -> "protocol error";
          case 4 -> "invalid value";
          case 5 -> "transport error";
          default -> "error " + Integer.toUnsignedString(reason);
        };
    String said = explanation == null ? "" : ": " + explanation;
    session.dismissed(kind == null ? null : kind + said);
  }

  /// Requests cross with the removal of their object: no mistake of anybody.
  private void invalid(int serial, long id) {
    session.serial(serial);
    if (!toldInvalid) {
      toldInvalid = true;
      log.debug("the EIS server has no object {} any more", Long.toHexString(id));
    }
  }

  /// The object lives for one answer, so nothing remembers it.
  private void ping(long id, int version) throws EiProtocolException {
    session.made(id, EiInterface.PINGPONG, version, (_, _) -> {});
    session.gone(id);
    session.out().begin(id, Requests.PINGPONG_DONE).u64(0).end();
  }
}
