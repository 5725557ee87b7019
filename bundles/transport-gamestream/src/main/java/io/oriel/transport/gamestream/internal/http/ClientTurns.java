package io.oriel.transport.gamestream.internal.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Lets launch, resume and cancel of one client take turns; different clients never wait for each
/// other. Any thread.
final class ClientTurns {
  /// A turn; closing it lets the next one in.
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  private static final class Counted {
    final ReentrantLock lock = new ReentrantLock(true);
    int users;
  }

  private final Map<String, Counted> locks = new HashMap<>();

  /// Waits for this client's turn.
  Turn take(String clientId) {
    Counted own;
    synchronized (locks) {
      own = locks.computeIfAbsent(clientId, _ -> new Counted());
      own.users++;
    }
    own.lock.lock();
    return () -> {
      own.lock.unlock();
      synchronized (locks) {
        own.users--;
        if (own.users == 0) {
          locks.remove(clientId);
        }
      }
    };
  }
}
