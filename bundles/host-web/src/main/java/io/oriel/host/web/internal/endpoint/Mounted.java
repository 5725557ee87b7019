package io.oriel.host.web.internal.endpoint;

import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebEndpoint;
import io.oriel.api.web.WebReply;
import io.oriel.api.web.WebSocketListener;
import io.oriel.host.web.internal.http.Answer;
import io.oriel.host.web.internal.http.PageSocket;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;
import io.oriel.host.web.internal.http.Route;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An endpoint while its service is registered. Calls are counted in and out, so that whoever takes
/// it away can wait until nobody is inside.
final class Mounted implements Route {
  private static final Logger LOG = LoggerFactory.getLogger(Mounted.class);
  private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int MOST_BODY = 16 << 20;
  private static final String GONE = "that part of the host was just stopped";

  private final WebEndpoint endpoint;
  private final String path;
  private final WebEndpoint.Access access;
  private final int mostBodyBytes;
  // guarded by this object
  private final Set<Thread> inside = new HashSet<>();
  private final Set<PageSocket> sockets = new HashSet<>();
  private boolean gone;

  /// Asks the endpoint once for what does not change.
  Mounted(WebEndpoint endpoint) {
    this.endpoint = endpoint;
    path = endpoint.path();
    access = endpoint.access();
    mostBodyBytes = Math.clamp(endpoint.mostBodyBytes(), 0, MOST_BODY);
  }

  String path() {
    return path;
  }

  /// @throws Refusal the caller may not
  void admit(RequestHead head) throws Refusal {
    if (access == WebEndpoint.Access.ANYBODY) {
      return;
    }
    var caller =
        head.caller().orElseThrow(() -> new Refusal(401, "login", "you are not logged in"));
    if (access == WebEndpoint.Access.CLIENTS && caller.watches().isPresent()) {
      throw new Refusal(403, "guest", "guests may only watch");
    }
  }

  @Override
  public int mostBodyBytes() {
    return mostBodyBytes;
  }

  @Override
  public Answer answer(RequestHead head, byte[] body) throws IOException, Refusal {
    enter();
    try {
      WebReply reply = endpoint.handle(call(head, body));
      return path.equals("/") ? Answer.page(reply) : Answer.of(reply);
    } finally {
      exit();
    }
  }

  @Override
  public Optional<WebSocketListener> open(RequestHead head, PageSocket socket)
      throws IOException, Refusal {
    enter();
    try {
      Optional<WebSocketListener> listener = endpoint.open(call(head, new byte[0]), socket);
      if (listener.isPresent()) {
        add(socket);
      }
      return listener;
    } finally {
      exit();
    }
  }

  private WebCall call(RequestHead head, byte[] body) {
    String whole = head.target().path();
    return new WebCall(
        head.method().equals("HEAD") ? "GET" : head.method(),
        path.equals("/") ? whole : whole.substring(path.length()),
        head.target().query(),
        head.headers(),
        body,
        head.caller(),
        head.remote(),
        head.authority().toString());
  }

  private synchronized void enter() throws Refusal {
    if (gone) {
      throw new Refusal(503, "gone", GONE);
    }
    inside.add(Thread.currentThread());
  }

  private synchronized void exit() {
    inside.remove(Thread.currentThread());
    notifyAll();
  }

  private void add(PageSocket socket) {
    boolean late;
    synchronized (this) {
      sockets.add(socket);
      late = gone;
    }
    if (late) {
      socket.end(1001, GONE);
    }
    socket.whenOver(
        () -> {
          synchronized (this) {
            sockets.remove(socket);
            notifyAll();
          }
        });
  }

  /// The service goes away: ends its calls and sockets, and waits until nobody is inside, half a
  /// second at most.
  void close() {
    Set<PageSocket> ending;
    synchronized (this) {
      gone = true;
      inside.forEach(Thread::interrupt);
      ending = Set.copyOf(sockets);
    }
    ending.forEach(socket -> socket.end(1001, GONE));
    long deadline = System.nanoTime() + DRAIN_NANOS;
    synchronized (this) {
      try {
        while (!inside.isEmpty() || !sockets.isEmpty()) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            LOG.warn(
                "{} is still busy with {} calls and {} sockets",
                path,
                inside.size(),
                sockets.size());
            return;
          }
          TimeUnit.NANOSECONDS.timedWait(this, left);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
