package io.oriel.loss;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A GameStream host at another address, behind a bad network: all its UDP ports are impaired, its
/// TCP ports pass as they are. A stock client is pointed at the other address and notices nothing
/// else.
public final class GameStreamProxy implements AutoCloseable {
  /// The usual HTTP port, from which the others are counted.
  public static final int USUAL_BASE = 47_989;

  // GameStream protocol notes §1.1: video, control, sound, microphone, RTSP of old clients.
  private static final int[] UDP = {9, 10, 11, 13, 21};
  // HTTPS, HTTP, RTSP.
  private static final int[] TCP = {-5, 0, 21};

  private final LossProxy udp;
  private final List<TcpRelay> relays;

  private GameStreamProxy(LossProxy udp, List<TcpRelay> relays) {
    this.udp = udp;
    this.relays = relays;
  }

  /// @param base the host's HTTP port
  /// @param listen an address that is not the host's; the ports are the same
  /// @throws IOException a port cannot be bound; the message names it, and none stays bound
  public static GameStreamProxy start(
      InetSocketAddress base, InetAddress listen, Impairments up, Impairments down)
      throws IOException {
    var relays = new ArrayList<TcpRelay>();
    LossProxy udp = LossProxy.start(udp(base, listen), up, down, Limits.USUAL);
    try {
      for (Forward forward : tcp(base, listen)) {
        relays.add(TcpRelay.start(forward.listen(), forward.to()));
      }
      return new GameStreamProxy(udp, List.copyOf(relays));
    } catch (IOException e) {
      new GameStreamProxy(udp, relays).close();
      throw e;
    }
  }

  /// The UDP ports of a host.
  public static List<Forward> udp(InetSocketAddress base, InetAddress listen) {
    return forwards(UDP, base, listen);
  }

  /// The TCP ports of a host.
  public static List<Forward> tcp(InetSocketAddress base, InetAddress listen) {
    return forwards(TCP, base, listen);
  }

  private static List<Forward> forwards(int[] offsets, InetSocketAddress base, InetAddress listen) {
    return IntStream.of(offsets)
        .map(offset -> base.getPort() + offset)
        .mapToObj(
            port ->
                new Forward(
                    new InetSocketAddress(listen, port),
                    new InetSocketAddress(base.getAddress(), port)))
        .toList();
  }

  /// What impairs the UDP ports.
  public LossProxy udp() {
    return udp;
  }

  @Override
  public void close() throws IOException {
    udp.close();
    for (TcpRelay relay : relays) {
      relay.close();
    }
  }
}
