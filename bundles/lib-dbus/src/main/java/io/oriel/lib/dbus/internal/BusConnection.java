package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.lib.dbus.BusSignal;
import io.oriel.lib.dbus.NameListener;
import io.oriel.lib.dbus.SignalMatch;
import io.oriel.lib.dbus.Subscription;
import io.oriel.lib.dbus.Vardict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.constants.Flags;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// What a connection offers to the host.
public final class BusConnection implements Bus {
  // D-Bus specification, "org.freedesktop.DBus.RequestName"
  private static final UInt32 DO_NOT_QUEUE = new UInt32(4);
  private static final int PRIMARY_OWNER = 1;
  private static final int ALREADY_OWNER = 4;

  private final Connection connection;
  private final Duration timeout;
  private final BusDaemon daemon;
  private final String uniqueName;

  private BusConnection(Connection connection, Duration timeout) throws BusException {
    this.connection = connection;
    this.timeout = timeout;
    daemon = object(BusDaemon.NAME, BusDaemon.PATH, BusDaemon.class);
    uniqueName = daemon.hello();
  }

  public static Bus session(Duration timeout) throws BusException {
    return open(BusAddress.session(System.getenv()), timeout);
  }

  public static Bus system(Duration timeout) throws BusException {
    return open(BusAddress.system(System.getenv()), timeout);
  }

  public static Bus open(String address, Duration timeout) throws BusException {
    var connection = Connection.open(address, System.getenv(), timeout);
    try {
      return new BusConnection(connection, timeout);
    } catch (BusException e) {
      connection.close();
      throw new BusException(Kind.NO_BUS, address + ": " + e.getMessage(), e);
    }
  }

  public static Optional<String> caller() {
    return Exports.CALLER.isBound() ? Optional.of(Exports.CALLER.get()) : Optional.empty();
  }

  @Override
  public String uniqueName() {
    return uniqueName;
  }

  @Override
  public <T> T object(String name, String path, Class<T> type) {
    return object(name, path, type, timeout);
  }

  @Override
  public <T> T object(String name, String path, Class<T> type, Duration timeout) {
    return Proxies.object(connection.calls(), name, path, type, timeout);
  }

  @Override
  public <T> T property(
      String name, String path, String interfaceName, String property, Class<T> type)
      throws BusException {
    Object value =
        object(name, path, PropertiesInterface.class).get(interfaceName, property).getValue();
    if (!type.isInstance(value)) {
      throw new BusException(
          Kind.WRONG_TYPE,
          "%s.%s is a %s, not a %s (from %s %s)"
              .formatted(
                  interfaceName,
                  property,
                  value.getClass().getSimpleName(),
                  type.getSimpleName(),
                  name,
                  path));
    }
    return type.cast(value);
  }

  @Override
  public Vardict properties(String name, String path, String interfaceName) throws BusException {
    return Vardict.of(
        object(name, path, PropertiesInterface.class).all(interfaceName),
        "properties of " + interfaceName);
  }

  @Override
  public void property(
      String name, String path, String interfaceName, String property, Variant<?> value)
      throws BusException {
    object(name, path, PropertiesInterface.class).set(interfaceName, property, value);
  }

  @Override
  public Subscription signals(SignalMatch match, Consumer<BusSignal> listener) throws BusException {
    var signals = connection.signals();
    boolean named = !match.sender().startsWith(":") && !match.sender().equals(BusDaemon.NAME);
    Subscription name = named ? track(match.sender()) : () -> {};
    var hearer =
        new Signals.Hearer(
            match.sender(), match.path(), match.interfaceName(), match.member(), listener);
    signals.add(hearer);
    Subscription rule;
    try {
      rule = match(rule(match));
    } catch (BusException e) {
      signals.remove(hearer);
      name.close();
      throw e;
    }
    return once(
        () -> {
          signals.remove(hearer);
          rule.close();
          name.close();
        });
  }

  @Override
  public List<String> names() throws BusException {
    return daemon.names();
  }

  @Override
  public Optional<String> owner(String name) throws BusException {
    try {
      return Optional.of(daemon.nameOwner(name));
    } catch (BusException e) {
      if (e.kind() == Kind.UNKNOWN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Subscription watch(String name, NameListener listener) throws BusException {
    var tracking = track(name);
    connection.signals().listen(name, listener);
    return once(
        () -> {
          connection.signals().unlisten(name, listener);
          tracking.close();
        });
  }

  /// Keeps the owner of a name known from now on.
  private Subscription track(String name) throws BusException {
    var signals = connection.signals();
    signals.track(name);
    Subscription rule = () -> {};
    try {
      rule =
          match(
              "type='signal',sender='org.freedesktop.DBus',"
                  + "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='"
                  + name
                  + "'");
      signals.answered(name, owner(name));
    } catch (BusException e) {
      rule.close();
      signals.untrack(name);
      throw e;
    }
    var added = rule;
    return once(
        () -> {
          added.close();
          signals.untrack(name);
        });
  }

  private Subscription match(String rule) throws BusException {
    daemon.addMatch(rule);
    return once(() -> removeMatch(rule));
  }

  private void removeMatch(String rule) {
    var calls = connection.calls();
    try {
      var call =
          calls.message(
              BusDaemon.NAME,
              BusDaemon.PATH,
              BusDaemon.NAME,
              "RemoveMatch",
              Flags.NO_REPLY_EXPECTED,
              "s",
              rule);
      calls.send(call, timeout);
    } catch (BusException e) {
      // the bus forgets the rules of a connection that is gone
    }
  }

  private static String rule(SignalMatch match) {
    var rule = new StringBuilder("type='signal',sender='").append(match.sender());
    rule.append("',interface='").append(match.interfaceName()).append('\'');
    if (match.path() != null) {
      rule.append(",path='").append(match.path()).append('\'');
    }
    if (match.member() != null) {
      rule.append(",member='").append(match.member()).append('\'');
    }
    return rule.toString();
  }

  private static Subscription once(Runnable end) {
    var ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true)) {
        end.run();
      }
    };
  }

  @Override
  public Subscription onLost(Consumer<BusException> listener) {
    return connection.onLost(listener)::run;
  }

  @Override
  public boolean connected() {
    return connection.calls().gone() == null;
  }

  @Override
  public Subscription export(String path, Object object, Class<?>... interfaces) {
    if (!connection.exports().add(path, object, interfaces)) {
      throw new IllegalArgumentException("there is an object at " + path);
    }
    return once(() -> connection.exports().remove(path));
  }

  @Override
  public void requestName(String name) throws BusException {
    int answer = daemon.requestName(name, DO_NOT_QUEUE).intValue();
    if (answer != PRIMARY_OWNER && answer != ALREADY_OWNER) {
      throw new BusException(Kind.DENIED, "somebody else on the bus has the name " + name);
    }
  }

  @Override
  public void emit(
      String path, String interfaceName, String member, String signature, Object... values)
      throws BusException {
    try {
      var signal =
          Calls.MESSAGES.createSignal(null, path, interfaceName, member, signature, values);
      connection.calls().send(signal, timeout);
    } catch (DBusException | RuntimeException e) {
      throw new BusException(
          Kind.WRONG_TYPE, interfaceName + "." + member + ": cannot be sent: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
