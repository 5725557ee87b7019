package io.oriel.lib.dbus;

import io.oriel.lib.dbus.internal.BusConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.freedesktop.dbus.types.Variant;
import org.osgi.annotation.versioning.ProviderType;

/// A connection to a message bus that belongs to its opener alone. Any thread.
///
/// Everything that waits for an answer ends within its time-out, with a [BusException] if need be.
/// Listeners are told one after the other on a virtual thread of the connection; they may block
/// and call the bus, and hold up no answers, but the next listener.
///
/// **Descriptors.** A `FileDescriptor` in the declared answer of a method is the caller's to
/// close. Every other one (in a signal, in a variant, in an answer that came too late or is of the
/// wrong type) is closed by the connection. Descriptors in arguments are borrowed. What an exported
/// object is handed is closed when it returns, and what it returns is closed once sent.
@ProviderType
public interface Bus extends AutoCloseable {
  /// How long a call may take where nothing else is said.
  Duration TIMEOUT = Duration.ofSeconds(5);

  /// Connects to the session bus of this process: `DBUS_SESSION_BUS_ADDRESS`, else
  /// `$XDG_RUNTIME_DIR/bus`.
  static Bus session() throws BusException {
    return BusConnection.session(TIMEOUT);
  }

  /// Connects to a session bus.
  ///
  /// @param address for example `unix:path=/run/user/1000/bus`
  static Bus session(String address) throws BusException {
    return open(address, TIMEOUT);
  }

  /// Connects to the system bus.
  static Bus system() throws BusException {
    return BusConnection.system(TIMEOUT);
  }

  /// Connects to a bus.
  ///
  /// @param timeout for the connecting, and for every call that has none of its own
  /// @throws BusException [BusException.Kind#NO_BUS]: none there, or this user is not let in
  static Bus open(String address, Duration timeout) throws BusException {
    return BusConnection.open(address, timeout);
  }

  /// The unique name of who called the method of an exported object that runs on this thread.
  static Optional<String> caller() {
    return BusConnection.caller();
  }

  /// This connection's unique name, for example `:1.42`.
  String uniqueName();

  /// An object on the bus. Nothing is asked yet: that it is not there is told by the first call.
  ///
  /// @param type an interface with `@DBusInterfaceName`; each of its methods is named as on the bus
  ///     or has `@DBusMemberName`, declares [BusException], and returns `void` (any answer will
  ///     do), a type of D-Bus, or a record whose components are the values of the answer
  /// @throws IllegalArgumentException the interface cannot be called over D-Bus
  <T> T object(String name, String path, Class<T> type);

  /// As above, with a time-out of its own, for calls that ask a person.
  <T> T object(String name, String path, Class<T> type, Duration timeout);

  /// Reads a property.
  ///
  /// @param type of dbus-java: `UInt32`, `String`, …
  <T> T property(String name, String path, String interfaceName, String property, Class<T> type)
      throws BusException;

  /// Reads all properties of an interface.
  Vardict properties(String name, String path, String interfaceName) throws BusException;

  /// Writes a property.
  void property(String name, String path, String interfaceName, String property, Variant<?> value)
      throws BusException;

  /// Hears signals from now on.
  Subscription signals(SignalMatch match, Consumer<BusSignal> listener) throws BusException;

  /// All names on the bus, unique ones included.
  List<String> names() throws BusException;

  /// Who has a name now.
  Optional<String> owner(String name) throws BusException;

  /// Tells who has a name, now and at every change.
  Subscription watch(String name, NameListener listener) throws BusException;

  /// Tells once that the bus has gone or has thrown this connection out; at once if it already
  /// has. Not told after [#close()].
  Subscription onLost(Consumer<BusException> listener);

  /// Whether calls can still be sent.
  boolean connected();

  /// Lets others on the bus call an object. A call that wants an answer runs on a virtual thread of
  /// its own; those that want none run one after the other, as listeners do. A [BusException]
  /// thrown with an error's name is answered by that name.
  ///
  /// @param interfaces as for [#object(String, String, Class)]
  /// @throws IllegalArgumentException another object has that path
  Subscription export(String path, Object object, Class<?>... interfaces);

  /// Takes a name on the bus.
  ///
  /// @throws BusException [BusException.Kind#DENIED]: somebody else has it
  void requestName(String name) throws BusException;

  /// Sends a signal to whoever listens.
  ///
  /// @param signature of the values; `null`: none
  void emit(String path, String interfaceName, String member, String signature, Object... values)
      throws BusException;

  /// Ends the connection: its names, subscriptions, thread and descriptors. Calls under way fail
  /// with [BusException.Kind#GONE]. Waits for the thread for at most 2 s.
  @Override
  void close();
}
