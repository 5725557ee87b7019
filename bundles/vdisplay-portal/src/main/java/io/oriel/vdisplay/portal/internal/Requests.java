package io.oriel.vdisplay.portal.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusSignal;
import io.oriel.lib.dbus.SignalMatch;
import io.oriel.lib.dbus.Subscription;
import io.oriel.lib.dbus.Vardict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;

/// Asks the portal things that a person may have to answer (XDG Desktop Portal documentation,
/// "Requests"): the answer comes as a signal of an object whose path is known before the call.
final class Requests {
  private static final Duration CLOSE = Duration.ofSeconds(1);

  // Request::Response
  private static final int GRANTED = 0;
  private static final int CANCELLED = 1;

  private final Bus bus;
  private final String sender;
  private final CompletableFuture<Vardict> ended;
  private int count;

  /// @param ended fails when no answer can come any more
  Requests(Bus bus, CompletableFuture<Vardict> ended) {
    this.bus = bus;
    this.sender = bus.uniqueName().substring(1).replace('.', '_');
    this.ended = ended;
  }

  /// One call that returns the handle of a request.
  interface Call {
    /// @param token for the option `handle_token`
    DBusPath with(String token) throws BusException;
  }

  /// A token that names an object of this connection, once.
  synchronized String token() {
    return "oriel" + ++count;
  }

  /// Calls and waits for the answer. Interruptible.
  ///
  /// @param what for messages: `the portal's dialog`
  /// @throws BackendException [Kind#DENIED_BY_USER]: a person said no
  Vardict ask(String what, Duration limit, Call call) throws BackendException {
    String token = token();
    String path = "/org/freedesktop/portal/desktop/request/" + sender + "/" + token;
    var answer = new CompletableFuture<Vardict>();
    Subscription other = () -> {};
    try (var _ = hear(path, what, answer)) {
      String handle = call.with(token).getPath();
      if (!handle.equals(path)) { // portals before 0.9 choose the path
        other = hear(handle, what, answer);
      }
      return await(answer, handle, what, limit);
    } catch (BusException e) {
      if (e.kind() == BusException.Kind.NO_ANSWER && e.errorName().isEmpty()) {
        withdraw(path); // interrupted, or slow: the dialog may come yet
      }
      throw Trouble.of(what, e);
    } finally {
      other.close();
    }
  }

  private Subscription hear(String path, String what, CompletableFuture<Vardict> answer)
      throws BusException {
    return bus.signals(
        new SignalMatch(Portal.NAME, path, Portal.REQUEST, "Response"),
        signal -> {
          try {
            answer.complete(results(signal, what));
          } catch (BackendException e) {
            answer.completeExceptionally(e);
          } catch (BusException e) {
            answer.completeExceptionally(Trouble.of(what, e));
          }
        });
  }

  private static Vardict results(BusSignal signal, String what)
      throws BackendException, BusException {
    return switch (signal.value(0, UInt32.class).intValue()) {
      case GRANTED -> signal.dict(1);
      case CANCELLED ->
          throw new BackendException(
              Kind.DENIED_BY_USER,
              what + ": the user of the desktop said no; connect again to be asked again");
      default ->
          throw new BackendException(
              Kind.FAILED,
              what
                  + ": the desktop's portal gave up; `journalctl --user -u xdg-desktop-portal` may"
                  + " say why");
    };
  }

  private Vardict await(
      CompletableFuture<Vardict> answer, String handle, String what, Duration limit)
      throws BackendException {
    try {
      CompletableFuture.anyOf(answer, ended).get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return answer.getNow(null);
    } catch (TimeoutException e) {
      withdraw(handle);
      throw new BackendException(
          Kind.FAILED,
          "%s: nobody answered within %d s; answer the dialog on the desktop, or raise"
                  .formatted(what, limit.toSeconds())
              + " dialog.timeout.s of "
              + Settings.PID,
          e);
    } catch (InterruptedException e) {
      withdraw(handle);
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.FAILED, what + ": interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BackendException cause) {
        throw cause;
      }
      throw new BackendException(Kind.FAILED, what + ": " + e.getCause().getMessage(), e);
    }
  }

  /// Takes the dialog away.
  private void withdraw(String handle) {
    boolean interrupted = Thread.interrupted(); // the call below would not be sent
    try {
      bus.object(Portal.NAME, handle, Portal.Request.class, CLOSE).close();
    } catch (BusException e) {
      // gone by itself
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
