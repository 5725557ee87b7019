package io.oriel.wire.gamestream.enet;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/// An ENet 1.3 host without sockets: datagrams in, datagrams out, time from outside.
///
/// Serves many peers or connects to one. Not thread-safe: one thread calls everything, and every
/// event comes from inside a call. Wire format and rules: GameStream protocol notes §5.1; no
/// checksum, no compression, no bandwidth limits.
public final class EnetHost {
  private static final int OWN_MTU = 1400;
  private static final int CLIENT_MTU = 900;
  private static final int FRESH_SESSION = 0xff;
  // connections begun with the same data word: one who knows it must not take everybody's place
  private static final int MAX_UNVERIFIED = 4;

  private final EnetPeer[] peers;
  private final int[] lastIncomingSession;
  private final int[] lastOutgoingSession;
  private final int maxChannels;
  private final EnetOutput output;
  private final EnetEvents events;
  private final Sender sender;
  private long timeoutMillis = 10_000;

  /// @param maxPeers connections at once, 1 … 4095
  /// @param maxChannels 1 … 255
  public EnetHost(int maxPeers, int maxChannels, EnetOutput output, EnetEvents events) {
    if (maxPeers < 1 || maxPeers > 4095 || maxChannels < 1 || maxChannels > 255) {
      throw new IllegalArgumentException(maxPeers + " peers of " + maxChannels + " channels");
    }
    this.peers = new EnetPeer[maxPeers];
    this.lastIncomingSession = new int[maxPeers];
    this.lastOutgoingSession = new int[maxPeers];
    Arrays.fill(lastIncomingSession, FRESH_SESSION);
    Arrays.fill(lastOutgoingSession, FRESH_SESSION);
    this.maxChannels = maxChannels;
    this.output = output;
    this.events = events;
    this.sender = new Sender(this, output);
  }

  /// How long a command may stay unacknowledged before its peer counts as gone; 10 s at first.
  public void timeout(long millis) {
    timeoutMillis = millis;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  /// Asks a server for a connection.
  ///
  /// @throws IllegalStateException if all peers are in use
  public EnetPeer connect(InetSocketAddress to, int channels, int data, long nowMillis) {
    int slot = freeSlot();
    if (slot < 0) {
      throw new IllegalStateException("all " + peers.length + " peers are in use");
    }
    int connectId = ThreadLocalRandom.current().nextInt();
    var peer = new EnetPeer(slot, to, connectId, data, EnetPeer.State.CONNECTING, events);
    peer.open(channels, CLIENT_MTU);
    peer.lastReceived = nowMillis;
    peers[slot] = peer;
    byte[] c = new byte[48];
    Enet.head(c, Enet.CONNECT | Enet.WANTS_ACK, Enet.MANAGEMENT, peer.nextManagement());
    Handshake.fill(c, slot, FRESH_SESSION, FRESH_SESSION, CLIENT_MTU, channels, connectId);
    Enet.put32(c, 44, data);
    peer.queued.add(new Outgoing(c, true));
    sender.flush(peer, nowMillis);
    return peer;
  }

  /// Ends a connection at once: one datagram, no acknowledgement, no event.
  public void disconnectNow(EnetPeer peer, int data) {
    if (peer.state == EnetPeer.State.GONE) {
      return;
    }
    byte[] b = new byte[10];
    Enet.put16(b, 0, peer.remoteId | peer.outgoingSession << 12);
    b[2] = Enet.DISCONNECT | Enet.WITHOUT_SEQUENCE;
    b[3] = (byte) Enet.MANAGEMENT;
    Enet.put32(b, 6, data);
    output.send(peer.address(), b, b.length);
    drop(peer);
  }

  /// Handles one datagram. Anything malformed or unexpected is ignored.
  public void receive(byte[] b, int length, InetSocketAddress from, long nowMillis) {
    if (length < 2 || length > b.length) {
      return;
    }
    int header = Enet.u16(b, 0);
    boolean timed = (header & Enet.SENT_TIME) != 0;
    int at = timed ? 4 : 2;
    if ((header & Enet.COMPRESSED) != 0 || length < at) {
      return;
    }
    int sentTime = timed ? Enet.u16(b, 2) : -1;
    int id = header & Enet.NO_PEER;
    if (id == Enet.NO_PEER) {
      if (length >= at + 48 && (b[at] & 0x0f) == Enet.CONNECT && Enet.u8(b, at + 1) == 0xff) {
        incomingConnect(b, at, from, nowMillis);
      }
      return;
    }
    EnetPeer peer = id < peers.length ? peers[id] : null;
    if (peer == null) {
      return;
    }
    boolean verified = peer.remoteId != Enet.NO_PEER;
    if (verified && (header >> 12 & 3) != peer.incomingSession) {
      return;
    }
    if (!peer.address().equals(from)) {
      stray(peer, b, at, length, from);
      if (!peer.address().equals(from)) {
        return;
      }
    }
    peer.lastReceived = nowMillis;
    while (at < length && peer.state != EnetPeer.State.GONE) {
      int size = commandSize(b, at, length);
      if (size == 0) {
        break;
      }
      command(peer, b, at, size, sentTime, nowMillis);
      at += size;
    }
    if (peer.state != EnetPeer.State.GONE) {
      sender.flush(peer, nowMillis);
    }
  }

  /// The whole size of the command with its data, or 0 if it is not one.
  private static int commandSize(byte[] b, int at, int length) {
    int number = b[at] & 0x0f;
    int size = Enet.size(number);
    if (size == 0 || at + size > length) {
      return 0;
    }
    size += dataLength(number, b, at);
    return at + size > length ? 0 : size;
  }

  private static int dataLength(int number, byte[] b, int at) {
    return switch (number) {
      case Enet.RELIABLE -> Enet.u16(b, at + 4);
      case Enet.UNRELIABLE, Enet.UNSEQUENCED, Enet.FRAGMENT, Enet.UNRELIABLE_FRAGMENT ->
          Enet.u16(b, at + 6);
      default -> 0;
    };
  }

  private void stray(EnetPeer peer, byte[] b, int start, int length, InetSocketAddress from) {
    int at = start;
    while (at < length && peer.connected()) {
      int size = commandSize(b, at, length);
      if (size == 0) {
        return;
      }
      int number = b[at] & 0x0f;
      if (number >= Enet.RELIABLE && number <= Enet.UNSEQUENCED && number != Enet.FRAGMENT) {
        int data = dataLength(number, b, at);
        events.stray(peer, from, b, at + size - data, data);
        return;
      }
      at += size;
    }
  }

  private void command(EnetPeer peer, byte[] b, int c, int size, int sentTime, long now) {
    int number = b[c] & 0x0f;
    boolean wantsAck = (b[c] & Enet.WANTS_ACK) != 0;
    if (wantsAck && sentTime < 0) {
      return;
    }
    boolean acknowledge = true;
    switch (number) {
      case Enet.ACKNOWLEDGE -> {
        acknowledgement(peer, b, c, now);
        acknowledge = false;
      }
      case Enet.VERIFY_CONNECT -> acknowledge = verified(peer, b, c);
      case Enet.DISCONNECT -> {
        if (wantsAck) {
          peer.acks.add(Enet.u8(b, c + 1), Enet.u16(b, c + 2), sentTime);
          sender.flush(peer, now);
        }
        boolean known = peer.state != EnetPeer.State.VERIFYING;
        drop(peer);
        if (known) {
          events.disconnected(peer, EnetEvents.Reason.REMOTE);
        }
        return;
      }
      case Enet.RELIABLE,
          Enet.UNRELIABLE,
          Enet.UNSEQUENCED,
          Enet.FRAGMENT,
          Enet.UNRELIABLE_FRAGMENT ->
          // earlier ones are not acknowledged, so they come again
          acknowledge =
              peer.takesMessages() && peer.message(number, b, c, dataLength(number, b, c));
      case Enet.CONNECT -> acknowledge = false;
      default -> {}
    }
    if (acknowledge && wantsAck) {
      peer.acks.add(Enet.u8(b, c + 1), Enet.u16(b, c + 2), sentTime);
    }
  }

  private void acknowledgement(EnetPeer peer, byte[] b, int c, long now) {
    int acknowledged = peer.acknowledged(Enet.u8(b, c + 1), Enet.u16(b, c + 4));
    if (acknowledged == 0) {
      return;
    }
    long trip = now - Enet.u16(b, c + 6) & 0xffff;
    if (trip < 0x8000) {
      peer.roundTrip.sample(trip);
    }
    if (acknowledged == Enet.VERIFY_CONNECT && peer.state == EnetPeer.State.VERIFYING) {
      peer.state = EnetPeer.State.CONNECTED;
      events.connected(peer);
    } else if (acknowledged == Enet.DISCONNECT) {
      drop(peer);
      events.disconnected(peer, EnetEvents.Reason.LOCAL);
    } else {
      peer.leaveIfSettled();
    }
  }

  private void incomingConnect(byte[] b, int c, InetSocketAddress from, long now) {
    int connectId = Enet.i32(b, c + 40);
    int data = Enet.i32(b, c + 44);
    int channels = Enet.i32(b, c + 16);
    if (channels < 1 || channels > 255) {
      return;
    }
    int unverified = 0;
    for (EnetPeer p : peers) {
      if (p != null && p.connectId == connectId && p.address().equals(from)) {
        return;
      }
      if (p != null && p.data() == data && p.state == EnetPeer.State.VERIFYING) {
        unverified++;
      }
    }
    if (unverified >= MAX_UNVERIFIED) {
      return;
    }
    int slot = freeSlot();
    if (slot < 0 || !events.expected(data, from)) {
      return;
    }
    var peer = new EnetPeer(slot, from, connectId, data, EnetPeer.State.VERIFYING, events);
    int mtu = Math.clamp(Enet.i32(b, c + 8), Enet.MIN_MTU, OWN_MTU);
    peer.open(Math.min(channels, maxChannels), mtu);
    peer.remoteId = Enet.u16(b, c + 4) & Enet.NO_PEER;
    peer.lastReceived = now;
    peer.outgoingSession = session(Enet.u8(b, c + 6), lastOutgoingSession[slot]);
    peer.incomingSession = session(Enet.u8(b, c + 7), lastIncomingSession[slot]);
    lastOutgoingSession[slot] = peer.outgoingSession;
    lastIncomingSession[slot] = peer.incomingSession;
    peers[slot] = peer;
    byte[] v = new byte[44];
    Enet.head(v, Enet.VERIFY_CONNECT | Enet.WANTS_ACK, Enet.MANAGEMENT, peer.nextManagement());
    Handshake.fill(
        v, slot, peer.outgoingSession, peer.incomingSession, mtu, peer.channels, connectId);
    System.arraycopy(b, c + 28, v, 28, 12);
    Enet.put32(v, 12, Math.clamp(Enet.i32(b, c + 12), 4096, Enet.WINDOW_BYTES));
    peer.queued.add(new Outgoing(v, true));
    sender.flush(peer, now);
  }

  /// `protocol.c`: the next of four numbers, different from the one used last in this slot.
  private static int session(int asked, int last) {
    int next = (asked == FRESH_SESSION ? last : asked) + 1 & 3;
    return next == last ? next + 1 & 3 : next;
  }

  private boolean verified(EnetPeer peer, byte[] b, int c) {
    if (peer.state != EnetPeer.State.CONNECTING) {
      return peer.state == EnetPeer.State.CONNECTED;
    }
    int channels = Enet.i32(b, c + 16);
    if (Enet.i32(b, c + 40) != peer.connectId || channels < 1 || channels > peer.channels) {
      return false;
    }
    peer.acknowledged(Enet.MANAGEMENT, 1);
    peer.remoteId = Enet.u16(b, c + 4) & Enet.NO_PEER;
    peer.incomingSession = Enet.u8(b, c + 6) & 3;
    peer.outgoingSession = Enet.u8(b, c + 7) & 3;
    peer.open(channels, Math.clamp(Enet.i32(b, c + 8), Enet.MIN_MTU, peer.mtu));
    peer.state = EnetPeer.State.CONNECTED;
    events.connected(peer);
    return true;
  }

  /// Repeats, pings, notices time-outs and sends what was queued.
  ///
  /// @return milliseconds until it wants to be called again, at most 500
  public long service(long nowMillis) {
    long next = 500;
    for (EnetPeer peer : peers) {
      if (peer == null) {
        continue;
      }
      if (sender.expired(peer, nowMillis)) {
        boolean known = peer.state != EnetPeer.State.VERIFYING;
        boolean wanted = peer.state == EnetPeer.State.DISCONNECTING;
        drop(peer);
        if (known) {
          events.disconnected(peer, wanted ? EnetEvents.Reason.LOCAL : EnetEvents.Reason.TIMEOUT);
        }
        continue;
      }
      peer.leaveIfSettled();
      sender.ping(peer, nowMillis);
      sender.flush(peer, nowMillis);
      next = Math.min(next, sender.due(peer, nowMillis));
    }
    return Math.max(1, next);
  }

  /// Sends what is queued for one peer now.
  public void flush(EnetPeer peer, long nowMillis) {
    if (peer.state != EnetPeer.State.GONE) {
      peer.leaveIfSettled();
      sender.flush(peer, nowMillis);
    }
  }

  private int freeSlot() {
    for (int i = 0; i < peers.length; i++) {
      if (peers[i] == null) {
        return i;
      }
    }
    return -1;
  }

  private void drop(EnetPeer peer) {
    peer.state = EnetPeer.State.GONE;
    peer.queued.clear();
    peer.unacknowledged.clear();
    if (peers[peer.slot] == peer) {
      peers[peer.slot] = null;
    }
  }
}
