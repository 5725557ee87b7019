package io.oriel.host.web.internal.endpoint;

import io.oriel.host.web.internal.http.PageSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The open sockets of each login, so that they end with it. Any thread.
public final class LoginSockets {
  // by the hash of the login's cookie; guarded by this object
  private final Map<String, Set<PageSocket>> byLogin = new HashMap<>();

  /// Until it is over.
  public void add(String login, PageSocket socket) {
    synchronized (this) {
      byLogin.computeIfAbsent(login, _ -> new HashSet<>()).add(socket);
    }
    socket.whenOver(() -> remove(login, socket));
  }

  private synchronized void remove(String login, PageSocket socket) {
    byLogin.computeIfPresent(
        login,
        (_, sockets) -> {
          sockets.remove(socket);
          return sockets.isEmpty() ? null : sockets;
        });
  }

  /// The login ended.
  public void end(String login) {
    Set<PageSocket> ending;
    synchronized (this) {
      ending = Set.copyOf(byLogin.getOrDefault(login, Set.of()));
    }
    ending.forEach(socket -> socket.end(1008, "you are no longer logged in"));
  }
}
