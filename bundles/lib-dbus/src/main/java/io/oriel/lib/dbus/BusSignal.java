package io.oriel.lib.dbus;

import io.oriel.lib.dbus.BusException.Kind;
import java.util.List;

/// A signal that was heard.
///
/// @param sender unique name of the connection that sent it
/// @param signature of the values, for example `ua{sv}`
/// @param values of dbus-java's types; descriptors among them are closed when the listener returns
public record BusSignal(
    String sender,
    String path,
    String interfaceName,
    String member,
    String signature,
    List<Object> values) {

  /// A value of the type that was agreed on.
  public <T> T value(int index, Class<T> type) throws BusException {
    if (index < values.size() && type.isInstance(values.get(index))) {
      return type.cast(values.get(index));
    }
    throw new BusException(
        Kind.WRONG_TYPE,
        "signal %s.%s carries (%s), no %s at %d"
            .formatted(interfaceName, member, signature, type.getSimpleName(), index));
  }

  /// A value of type `a{sv}`.
  public Vardict dict(int index) throws BusException {
    return Vardict.of(value(index, java.util.Map.class), "signal " + interfaceName + "." + member);
  }
}
