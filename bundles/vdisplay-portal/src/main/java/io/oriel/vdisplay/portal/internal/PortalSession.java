package io.oriel.vdisplay.portal.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.NameListener;
import io.oriel.lib.dbus.SignalMatch;
import io.oriel.lib.dbus.Vardict;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// One session with the portal, on a bus connection of its own: when that ends, for whatever
/// reason, the portal ends the session. Any thread.
final class PortalSession implements AutoCloseable {
  private static final Duration QUICK = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final Map<String, Variant<?>> NONE = Map.of();

  private final Bus bus;
  private final Abilities abilities;
  private final CompletableFuture<Vardict> ended = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Requests requests;
  private final Portal.ScreenCast cast;
  private final Portal.RemoteDesktop remote;
  private DBusPath path;
  private Stream stream;
  private int devices;
  private volatile boolean reachedByEis;

  private PortalSession(Bus bus) throws BusException {
    this.bus = bus;
    bus.onLost(why -> end(Kind.DEVICE_LOST, why.getMessage()));
    abilities = Abilities.ask(bus);
    bus.watch(
        Portal.NAME,
        new NameListener() {
          @Override
          public void appeared(String owner) {}

          @Override
          public void vanished() {
            end(
                Kind.DEVICE_LOST,
                "the desktop's portal has ended; it starts again with the next session");
          }
        });
    requests = new Requests(bus, ended);
    cast = bus.object(Portal.NAME, Portal.PATH, Portal.ScreenCast.class, QUICK);
    remote = bus.object(Portal.NAME, Portal.PATH, Portal.RemoteDesktop.class, QUICK);
  }

  /// What is asked for.
  ///
  /// @param virtual a monitor of its own, where the portal can; else one that is there
  /// @param token remembers the last permission; `null`: nothing is remembered
  /// @param dialog how long a person may take
  record Wish(boolean virtual, TokenFile token, Duration dialog) {}

  /// Asks for pictures and input. Interruptible; leaves nothing behind when it throws.
  static PortalSession open(Bus bus, Wish wish) throws BackendException {
    PortalSession session = null;
    try {
      session = new PortalSession(bus);
      session.start(wish);
      return session;
    } catch (BusException e) {
      close(session, bus);
      throw Trouble.of("the desktop's portal", e);
    } catch (BackendException | RuntimeException e) {
      close(session, bus);
      throw e;
    }
  }

  private static void close(PortalSession session, Bus bus) {
    if (session != null) {
      session.close();
    } else {
      bus.close();
    }
  }

  private void start(Wish wish) throws BackendException, BusException {
    create();
    int source = source(wish.virtual());
    var remembered = new HashMap<String, Variant<?>>();
    if (wish.token() != null && abilities.remembers()) {
      remembered.put("persist_mode", unsigned(Portal.PERSIST));
      wish.token().read().ifPresent(t -> remembered.put("restore_token", new Variant<>(t)));
    }
    select(source, remembered, wish.token());
    Vardict results = answer(wish);
    stream = Stream.of(results);
    devices =
        abilities.input()
            ? results.get("devices", UInt32.class).map(UInt32::intValue).orElse(0)
            : 0;
    if (wish.token() != null) {
      results
          .get("restore_token", String.class)
          .ifPresentOrElse(wish.token()::write, wish.token()::delete);
    }
  }

  private void create() throws BackendException, BusException {
    String token = requests.token();
    Vardict created =
        requests.ask(
            "making a session with the portal",
            QUICK,
            handle -> {
              Map<String, Variant<?>> options =
                  Map.of(
                      "handle_token",
                      new Variant<>(handle),
                      "session_handle_token",
                      new Variant<>(token));
              return abilities.input()
                  ? remote.createSession(options)
                  : cast.createSession(options);
            });
    path = path(created);
    bus.signals(
        new SignalMatch(Portal.NAME, path.getPath(), Portal.SESSION, "Closed"),
        _ ->
            end(
                Kind.DENIED_BY_USER,
                "sharing was ended at the desktop; connect again to start it again"));
  }

  /// The specification says object path, portals send a string.
  private static DBusPath path(Vardict created) throws BusException {
    Object handle = created.need("session_handle", Object.class);
    String text = handle instanceof DBusPath given ? given.getPath() : handle.toString();
    if (!text.matches("/|(/[A-Za-z0-9_]+)+")) {
      throw new BusException(
          BusException.Kind.WRONG_TYPE, "the portal's session has no object path: " + text);
    }
    return new DBusPath(text);
  }

  private int source(boolean virtual) throws BackendException {
    if (virtual && (abilities.sources() & Portal.VIRTUAL) != 0) {
      return Portal.VIRTUAL;
    }
    if ((abilities.sources() & Portal.MONITOR) != 0) {
      return Portal.MONITOR;
    }
    throw new BackendException(
        Kind.UNSUPPORTED, "the desktop's portal shares no monitors, only single windows");
  }

  /// Says what is wanted. A token that the portal does not take at all is forgotten.
  private void select(int source, Map<String, Variant<?>> remembered, TokenFile token)
      throws BackendException {
    try {
      selectOnce(source, remembered);
    } catch (BackendException e) {
      if (e.kind() != Kind.FAILED || remembered.remove("restore_token") == null) {
        throw e;
      }
      token.delete();
      selectOnce(source, remembered);
    }
  }

  private void selectOnce(int source, Map<String, Variant<?>> remembered) throws BackendException {
    if (abilities.input()) {
      requests.ask(
          "asking the portal for input",
          QUICK,
          handle -> {
            var options = new HashMap<String, Variant<?>>(remembered);
            options.put("handle_token", new Variant<>(handle));
            options.put("types", unsigned(abilities.devices()));
            return remote.selectDevices(path, options);
          });
    }
    requests.ask(
        "asking the portal for a monitor",
        QUICK,
        handle -> {
          var options = new HashMap<String, Variant<?>>(abilities.input() ? NONE : remembered);
          options.put("handle_token", new Variant<>(handle));
          options.put("types", unsigned(source));
          options.put("multiple", new Variant<>(false));
          if (abilities.cursorMode() != 0) {
            options.put("cursor_mode", unsigned(abilities.cursorMode()));
          }
          return cast.selectSources(path, options);
        });
  }

  /// Waits for the person; after a "no" nothing is remembered.
  private Vardict answer(Wish wish) throws BackendException {
    try {
      return requests.ask(
          "the desktop's dialog",
          wish.dialog(),
          handle -> {
            Map<String, Variant<?>> options = Map.of("handle_token", new Variant<>(handle));
            return abilities.input()
                ? remote.start(path, "", options)
                : cast.start(path, "", options);
          });
    } catch (BackendException e) {
      if (e.kind() == Kind.DENIED_BY_USER && wish.token() != null) {
        wish.token().delete();
      }
      throw e;
    }
  }

  private static Variant<UInt32> unsigned(int value) {
    return new Variant<>(new UInt32(value));
  }

  Stream stream() {
    return stream;
  }

  /// Device types that a person allowed.
  int devices() {
    return devices;
  }

  Abilities abilities() {
    return abilities;
  }

  /// A connection to PipeWire that sees what is shared. The descriptor is the caller's.
  int openPipeWire() throws BackendException {
    try {
      return cast.openPipeWireRemote(path, NONE).getIntFileDescriptor();
    } catch (BusException e) {
      throw Trouble.of("the portal's PipeWire", e);
    }
  }

  /// A connection to the desktop's EIS. The descriptor is the caller's. The portal gives one for
  /// each session, and takes no other input after it.
  int connectToEis() throws BackendException {
    try {
      int fd = remote.connectToEis(path, NONE).getIntFileDescriptor();
      reachedByEis = true;
      return fd;
    } catch (BusException e) {
      throw Trouble.of("the portal's EIS", e);
    }
  }

  /// Whether the portal has given a connection to EIS: then [#notify] does nothing.
  boolean reachedByEis() {
    return reachedByEis;
  }

  /// Where input goes without EIS.
  Notify notify(Duration timeout) {
    return bus.object(Portal.NAME, Portal.PATH, Notify.class, timeout);
  }

  DBusPath path() {
    return path;
  }

  /// Tells once that the session has ended otherwise than by [#close()]; at once if it already has.
  void onEnd(Consumer<BackendException> listener) {
    ended.whenComplete(
        (_, why) -> {
          if (why instanceof BackendException cause) {
            listener.accept(cause);
          }
        });
  }

  private void end(Kind kind, String why) {
    if (!closed.get()) {
      ended.completeExceptionally(new BackendException(kind, why));
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (path != null && bus.connected()) {
      try {
        bus.object(Portal.NAME, path.getPath(), Portal.Session.class, CLOSE).close();
      } catch (BusException e) {
        // ends with the connection
      }
    }
    bus.close();
  }
}
