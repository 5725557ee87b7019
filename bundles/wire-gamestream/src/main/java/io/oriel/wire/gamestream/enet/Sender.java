package io.oriel.wire.gamestream.enet;

import java.util.Iterator;

/// Packs commands into datagrams, repeats what was not acknowledged.
final class Sender {
  private static final long PING_MILLIS = 500;

  private final EnetHost host;
  private final EnetOutput output;
  private final byte[] datagram = new byte[Enet.MAX_MTU];
  private int length;
  private int commands;
  private boolean timed;

  Sender(EnetHost host, EnetOutput output) {
    this.host = host;
    this.output = output;
  }

  /// Whether a reliable command has waited for too long.
  boolean expired(EnetPeer peer, long now) {
    long most =
        peer.state == EnetPeer.State.DISCONNECTING
            ? Math.min(2000, host.timeoutMillis())
            : host.timeoutMillis();
    for (Outgoing o : peer.unacknowledged) {
      if (now - o.firstSent >= most) {
        return true;
      }
    }
    return false;
  }

  void ping(EnetPeer peer, long now) {
    if (peer.state == EnetPeer.State.CONNECTED
        && peer.unacknowledged.isEmpty()
        && peer.queued.isEmpty()
        && now - peer.lastReceived >= PING_MILLIS
        && now - peer.lastPing >= PING_MILLIS) {
      byte[] c = new byte[4];
      Enet.head(c, Enet.PING | Enet.WANTS_ACK, Enet.MANAGEMENT, peer.nextManagement());
      peer.queued.add(new Outgoing(c, true));
      peer.lastPing = now;
    }
  }

  /// Milliseconds until something of this peer is due.
  long due(EnetPeer peer, long now) {
    long next = PING_MILLIS;
    for (Outgoing o : peer.unacknowledged) {
      next = Math.min(next, o.sent + o.timeout - now);
    }
    return next;
  }

  void flush(EnetPeer peer, long now) {
    // a datagram with acknowledgements only carries no time, as the fork does it
    boolean more = !peer.queued.isEmpty() || repeats(peer, now);
    begin(more);
    while (!peer.acks.isEmpty()) {
      room(peer, 8, now, more);
      peer.acks.write(datagram, length);
      length += 8;
      commands++;
    }
    if (more) {
      repeat(peer, now);
      Iterator<Outgoing> i = peer.queued.iterator();
      while (i.hasNext()) {
        Outgoing o = i.next();
        if (o.reliable && peer.bytesInFlight + o.bytes.length > Enet.WINDOW_BYTES) {
          break;
        }
        i.remove();
        put(peer, o, now);
        if (o.reliable) {
          o.firstSent = now;
          o.timeout = peer.roundTrip.timeout(host.timeoutMillis() / 5);
          peer.unacknowledged.add(o);
          peer.bytesInFlight += o.bytes.length;
        }
      }
    }
    emit(peer, now);
  }

  private static boolean repeats(EnetPeer peer, long now) {
    for (Outgoing o : peer.unacknowledged) {
      if (now - o.sent >= o.timeout) {
        return true;
      }
    }
    return false;
  }

  private void repeat(EnetPeer peer, long now) {
    for (Outgoing o : peer.unacknowledged) {
      if (now - o.sent >= o.timeout) {
        o.timeout = Math.min(2 * o.timeout, host.timeoutMillis() / 5);
        put(peer, o, now);
      }
    }
  }

  private void put(EnetPeer peer, Outgoing o, long now) {
    room(peer, o.bytes.length, now, true);
    System.arraycopy(o.bytes, 0, datagram, length, o.bytes.length);
    length += o.bytes.length;
    commands++;
    o.sent = now;
  }

  private void begin(boolean withTime) {
    timed = withTime;
    length = withTime ? 4 : 2;
    commands = 0;
  }

  private void room(EnetPeer peer, int bytes, long now, boolean withTime) {
    if (commands == Enet.MAX_COMMANDS || commands > 0 && length + bytes > peer.mtu) {
      emit(peer, now);
      begin(withTime);
    }
  }

  private void emit(EnetPeer peer, long now) {
    if (commands == 0) {
      return;
    }
    int session = peer.remoteId == Enet.NO_PEER ? 0 : peer.outgoingSession << 12;
    Enet.put16(datagram, 0, peer.remoteId | session | (timed ? Enet.SENT_TIME : 0));
    if (timed) {
      Enet.put16(datagram, 2, (int) now & 0xffff);
    }
    output.send(peer.address(), datagram, length);
    commands = 0;
  }
}
