package io.oriel.media.webrtc.internal;

import io.oriel.media.webrtc.internal.stun.StunKey;
import io.oriel.media.webrtc.internal.stun.StunRequest;
import io.oriel.media.webrtc.internal.stun.StunResponse;
import io.oriel.media.wire.UdpSocket;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// ICE-lite with one peer (RFC 8445 §2.5): answers checks, goes where the page nominates, and knows
/// when the page was heard of last. The receive thread, save for what says otherwise.
public final class PeerIce {
  private static final int MOST_ADDRESSES = 8;

  private final String localFragment;
  private final String username;
  private final StunKey key;
  private final Deque<InetSocketAddress> addresses = new ArrayDeque<>(); // oldest first
  private boolean nominated;
  private volatile UdpSocket.Route route;
  private volatile long heardNanos;

  PeerIce(String localFragment, String password, String remoteFragment, long nowNanos) {
    this.localFragment = localFragment;
    this.username = localFragment + ":" + remoteFragment;
    this.key = new StunKey(password);
    this.heardNanos = nowNanos;
  }

  String localFragment() {
    return localFragment;
  }

  /// Hears a check.
  ///
  /// @return the answer; `null`: it is not this peer's page
  byte[] check(StunRequest request, InetSocketAddress from, UdpSocket socket, long nowNanos) {
    if (!request.username().equals(username) || !request.verify(key)) {
      return null;
    }
    if (request.unknown() != 0) {
      return StunResponse.unknownAttribute(request, key);
    }
    if (request.controlled()) {
      return StunResponse.roleConflict(request, key);
    }
    boolean nominates = request.useCandidate();
    UdpSocket.Route current = route;
    if (current == null || nominates && !current.destination().equals(from)) {
      route = socket.route(from, null);
    } else if (!nominated && !nominates && !addresses.contains(from)) {
      route = socket.route(from, null); // the newest of several that work, until one is named
    }
    nominated |= nominates;
    if (route.destination().equals(from)) {
      heardNanos = nowNanos; // RFC 7675 §5.1: where it checks from, it wants to receive
    }
    return StunResponse.success(request, from, key);
  }

  /// Remembers an address of the page.
  ///
  /// @return one that is given up for it; `null`: none
  InetSocketAddress remember(InetSocketAddress address) {
    if (addresses.contains(address)) {
      return null;
    }
    addresses.addLast(address);
    return addresses.size() > MOST_ADDRESSES ? addresses.removeFirst() : null;
  }

  List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /// Where media goes; `null`: the page was not heard of yet. Any thread.
  public UdpSocket.Route route() {
    return route;
  }

  /// When the last good check came from where media goes, on `System.nanoTime()`'s clock. Any
  /// thread.
  long heardNanos() {
    return heardNanos;
  }
}
