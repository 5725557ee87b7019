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

  /// Requests of a client that may wait: it has no use for more than one.
  static final int MOST = 8;

  private static final class Counted {
    final ReentrantLock lock = new ReentrantLock(true);
    int users;
  }

  private final Map<String, Counted> locks = new HashMap<>();

  /// Waits for this client's turn.
  ///
  /// @throws BadRequestException with 503: too many wait already
  Turn take(String clientId) throws BadRequestException {
    Counted own;
    synchronized (locks) {
      own = locks.computeIfAbsent(clientId, _ -> new Counted());
      if (own.users > MOST) { // one has its turn
        throw new BadRequestException(503, "Too many requests of this device are under way");
      }
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
