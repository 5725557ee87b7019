package io.oriel.input.libei.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;
import io.oriel.input.libei.internal.wire.Outgoing;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.EventFd;
import io.oriel.media.nat.Poller;
import io.oriel.media.nat.UnixSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A connection to a libei server. A thread of its own receives, and sends what the socket did not
/// take at once; the injector's thread writes and sends under the lock and never waits for the
/// server.
final class EiConnection implements AutoCloseable {
  /// Requests kept for a server that does not read.
  static final int CAPACITY = 131_072;

  /// How long the farewell may wait for the server.
  private static final long FAREWELL_NANOS = 200_000_000;

  /// How long the thread may take to end: it may be reading a file of the server's.
  private static final long END_NANOS = 2_000_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final UnixSocket socket;
  private final EventFd wake;
  private final Incoming in;
  private final Outgoing out = new Outgoing(CAPACITY);
  private final EiSession session;
  private final long stallNanos;
  private final Consumer<BackendException> lost;
  private final Thread thread;
  private long stuckSince; // when the server last took something; valid while requests wait
  private long closingUntil; // 0: not closing
  private String unsendable; // why nothing can be sent any more; null: it can
  private BackendException cause;
  private boolean ended;

  /// *Takes ownership* of the socket, and starts.
  ///
  /// @param stall a server that reads nothing for so long is given up
  /// @param lost told once when the connection ends by itself; on the connection's thread
  EiConnection(
      UnixSocket socket,
      Set<EiInterface> wanted,
      EiSession.Events events,
      Duration stall,
      Consumer<BackendException> lost)
      throws ErrnoException {
    this.socket = socket;
    this.lost = lost;
    stallNanos = stall.toNanos();
    wake = new EventFd();
    in = new Incoming(socket);
    session = new EiSession(out, wanted, events);
    thread = Thread.ofPlatform().daemon().name("oriel-ei-" + socket.fd()).unstarted(this::run);
  }

  /// Begins to speak.
  void start() {
    thread.start();
  }

  /// The state, to be touched under the lock only.
  EiSession session() {
    return session;
  }

  /// Takes the lock for events.
  ///
  /// @return `false`: not taken, there is no connection any more
  boolean enter() {
    lock.lock();
    if (!ended && closingUntil == 0) {
      return true;
    }
    lock.unlock();
    return false;
  }

  /// Whether so many bytes can be written, after the socket has taken what it takes. Under the
  /// lock.
  boolean hasRoom(int bytes) {
    if (out.room() < bytes) {
      send();
    }
    return out.room() >= bytes;
  }

  /// Sends what was written and gives the lock back.
  void exit() {
    try {
      send();
    } finally {
      lock.unlock();
    }
  }

  /// Waits under no lock until something holds that changes with the server's messages.
  ///
  /// @param condition asked under the lock
  /// @return whether it holds; `false` also when the connection has ended
  boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        if (ended || left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  /// Why it ended; `null`: it has not, or was closed here.
  BackendException cause() {
    lock.lock();
    try {
      return cause;
    } finally {
      lock.unlock();
    }
  }

  private void send() {
    if (out.isEmpty() || unsendable != null) {
      return;
    }
    int before = out.room();
    boolean waited = stuckSince != 0;
    try {
      if (out.send(socket)) {
        stuckSince = 0;
      } else if (!waited || out.room() != before) {
        stuckSince = System.nanoTime() | 1;
        wake.signal();
      }
    } catch (ErrnoException e) {
      unsendable = e.getMessage();
      wake.signal(); // what the server said before is read first: it may say why
    }
  }

  private void run() {
    BackendException why = null;
    try {
      why = serve();
    } catch (EiProtocolException e) {
      why =
          new BackendException(Kind.FAILED, "the EIS server broke the protocol: " + e.getMessage());
    } catch (IOException e) {
      why = broken(e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      why = new BackendException(Kind.FAILED, "input through EIS broke: " + e, e);
    }
    lock.lock();
    try {
      ended = true;
      cause = why;
      session.end();
      changed.signalAll();
      socket.close();
      wake.close();
    } finally {
      lock.unlock();
    }
    if (why != null) {
      lost.accept(why);
    }
  }

  /// @return why it cannot go on; `null`: closed here
  private BackendException serve() throws IOException, EiProtocolException {
    var poller = new Poller(socket.fd(), wake.fd());
    while (true) {
      long wait = -1;
      String deaf;
      lock.lock();
      try {
        send();
        deaf = unsendable;
        long now = System.nanoTime();
        if (closingUntil != 0 && (out.isEmpty() || now - closingUntil >= 0)) {
          return null;
        }
        if (stuckSince != 0) {
          wait = Math.max(0, stuckSince + stallNanos - now);
          if (wait == 0) {
            return new BackendException(
                Kind.DEVICE_LOST,
                "the EIS server has read nothing for " + stallNanos / 1_000_000 + " ms");
          }
        }
        if (closingUntil != 0) {
          wait = closingUntil - now;
        }
        if (deaf != null) {
          wait = 0;
        }
        poller.want(0, out.isEmpty() || deaf != null ? Poller.IN : Poller.IN | Poller.OUT);
      } finally {
        lock.unlock();
      }
      poller.poll(wait);
      wake.drain();
      boolean said = poller.readable(0);
      if (said && !receive()) {
        return isClosing() ? null : broken("it closed the connection");
      }
      if (deaf != null && !said) {
        return isClosing() ? null : broken(deaf);
      }
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closingUntil != 0;
    } finally {
      lock.unlock();
    }
  }

  private BackendException broken(String how) {
    String why =
        !session.isDismissed()
            ? "input has lost its EIS server: " + how
            : session.farewell() == null
                ? "the desktop has ended the input"
                : "the EIS server ended the input: " + session.farewell();
    return new BackendException(Kind.DEVICE_LOST, why);
  }

  /// @return `false`: the server is gone
  private boolean receive() throws IOException, EiProtocolException {
    boolean stands = in.receive();
    while (in.next()) {
      lock.lock();
      try {
        session.dispatch(in);
        send();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      var work = session.takeWork();
      if (work != null) {
        work.run();
      }
    }
    return stands && !session.isDismissed();
  }

  /// Says good-bye and closes. Waits a moment for the server to take it.
  @Override
  public void close() {
    lock.lock();
    try {
      if (ended || closingUntil != 0) {
        return;
      }
      closingUntil = System.nanoTime() + FAREWELL_NANOS | 1;
      try {
        session.leave();
      } catch (IllegalStateException _) {
        closingUntil = System.nanoTime() | 1; // one that does not read needs no farewell
      }
      send();
      wake.signal();
    } finally {
      lock.unlock();
    }
    if (Thread.currentThread() == thread) {
      return; // it ends by itself
    }
    boolean interrupted = false;
    long until = System.nanoTime() + END_NANOS;
    for (long left = END_NANOS; left > 0 && thread.isAlive(); left = until - System.nanoTime()) {
      try {
        thread.join(Duration.ofNanos(left));
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
