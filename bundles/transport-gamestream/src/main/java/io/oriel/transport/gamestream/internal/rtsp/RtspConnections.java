package io.oriel.transport.gamestream.internal.rtsp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The open RTSP connections, as many as there is room for. Where room ends, a new one takes the
/// place of the oldest that has not sent its request yet, of the address that has most of those: a
/// client sends its request at once, what is left over keeps nobody out. Any thread.
final class RtspConnections {
  private final int most;
  private final Set<Socket> reading = new LinkedHashSet<>(); // oldest first
  private final Set<Socket> answering = new HashSet<>();

  RtspConnections(int most) {
    this.most = most;
  }

  /// @return `false`: there is no room, the connection is closed
  synchronized boolean admit(Socket fresh) {
    if (reading.size() + answering.size() >= most) {
      if (reading.isEmpty()) {
        close(fresh);
        return false;
      }
      Socket leaves = oldestOfTheGreediest();
      reading.remove(leaves);
      close(leaves);
    }
    reading.add(fresh);
    return true;
  }

  private Socket oldestOfTheGreediest() {
    Map<InetAddress, Integer> counts = new HashMap<>();
    reading.forEach(socket -> counts.merge(socket.getInetAddress(), 1, Integer::sum));
    int top = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return reading.stream()
        .filter(socket -> counts.get(socket.getInetAddress()) == top)
        .findFirst()
        .orElseThrow();
  }

  /// The request of a connection is complete: it stays until it is answered.
  ///
  /// @return `false`: it had to leave before
  synchronized boolean requested(Socket socket) {
    return reading.remove(socket) && answering.add(socket);
  }

  synchronized void gone(Socket socket) {
    reading.remove(socket);
    answering.remove(socket);
  }

  /// Closes all of them.
  synchronized void close() {
    List.copyOf(reading).forEach(RtspConnections::close);
    List.copyOf(answering).forEach(RtspConnections::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it is gone either way
    }
  }
}
