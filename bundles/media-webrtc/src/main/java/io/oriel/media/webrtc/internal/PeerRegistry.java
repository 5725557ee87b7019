package io.oriel.media.webrtc.internal;

import io.oriel.media.webrtc.BusyException;
import io.oriel.media.webrtc.internal.stun.StunRequest;
import io.oriel.media.wire.UdpSocket;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The peers of a server: which one a datagram belongs to. The receive thread, save for what says
/// otherwise.
public final class PeerRegistry {
  /// Of one address, that have made an offer and are not connected: handshakes cost time and
  /// memory.
  static final int MOST_WAITING = 8;

  private final Map<String, PeerSession> byFragment = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, PeerSession> byAddress = new ConcurrentHashMap<>();
  private final Queue<PeerSession> gone = new ConcurrentLinkedQueue<>();
  private boolean closed; // guarded by this, as what adds

  /// Any thread.
  ///
  /// @param most peers at once
  /// @throws BusyException there is no room for it
  public synchronized void add(PeerSession session, int most) throws BusyException {
    if (closed) {
      throw new BusyException("the host stops WebRTC");
    }
    if (byFragment.size() >= most) {
      throw new BusyException("the host has " + most + " WebRTC peers already");
    }
    long waiting = byFragment.values().stream().filter(s -> s.waits(session.caller())).count();
    if (waiting >= MOST_WAITING) {
      throw new BusyException(
          waiting + " WebRTC peers of this address are not connected yet; try again soon");
    }
    byFragment.put(session.ice().localFragment(), session);
  }

  /// None is added any more. Any thread.
  ///
  /// @return those that are there
  public synchronized Collection<PeerSession> close() {
    closed = true;
    return all();
  }

  /// It has ended. Any thread.
  public void remove(PeerSession session) {
    byFragment.remove(session.ice().localFragment(), session);
    gone.add(session);
  }

  /// Any thread.
  public Collection<PeerSession> all() {
    return List.copyOf(byFragment.values());
  }

  /// Any thread.
  public int size() {
    return byFragment.size();
  }

  /// Hands a datagram to its peer; one that belongs to none is dropped without an answer.
  public void receive(
      byte[] packet, int length, InetSocketAddress from, UdpSocket socket, ControlSender sender) {
    if (length == 0) {
      return;
    }
    if ((packet[0] & 0xff) > 3) { // RFC 7983 §7
      PeerSession session = byAddress.get(from);
      if (session != null && !session.closed()) {
        session.receive(packet, length);
      }
      return;
    }
    StunRequest request = StunRequest.parse(packet, 0, length);
    PeerSession session = request == null ? null : byFragment.get(request.localFragment());
    if (session == null) {
      return;
    }
    byte[] answer = session.ice().check(request, from, socket, System.nanoTime());
    if (answer == null) {
      return;
    }
    byAddress.put(from, session);
    InetSocketAddress given = session.ice().remember(from);
    if (given != null) {
      byAddress.remove(given, session);
    }
    sender.send(answer, answer.length, socket.route(from, null));
  }

  /// Frees what ended peers leave behind.
  public void sweep() {
    for (PeerSession session = gone.poll(); session != null; session = gone.poll()) {
      for (InetSocketAddress address : session.addresses()) {
        byAddress.remove(address, session);
      }
      session.retire();
    }
  }

  /// Addresses that belong to peers. Any thread.
  public int addresses() {
    return byAddress.size();
  }
}
