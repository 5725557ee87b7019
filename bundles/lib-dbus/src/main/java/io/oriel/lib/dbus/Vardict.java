package io.oriel.lib.dbus;

import io.oriel.lib.dbus.BusException.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.freedesktop.dbus.types.Variant;

/// A dictionary of type `a{sv}` read with care: what is missing or of another type is told.
public final class Vardict {
  private final Map<String, Object> values;
  private final String what;

  private Vardict(Map<String, Object> values, String what) {
    this.values = values;
    this.what = what;
  }

  /// @param answer names and variants, as dbus-java gives them
  /// @param what it came with, for messages: `signal org.example.Thing.Changed`
  public static Vardict of(Map<?, ?> answer, String what) throws BusException {
    var values = new LinkedHashMap<String, Object>();
    for (var entry : answer.entrySet()) {
      if (!(entry.getKey() instanceof String key) || !(entry.getValue() instanceof Variant<?> v)) {
        throw new BusException(Kind.WRONG_TYPE, what + ": not a dictionary of type a{sv}");
      }
      values.put(key, v.getValue());
    }
    return new Vardict(values, what);
  }

  public Set<String> names() {
    return values.keySet();
  }

  /// @return the value; empty: not there
  /// @throws BusException [Kind#WRONG_TYPE]: there, but something else
  public <T> Optional<T> get(String name, Class<T> type) throws BusException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new BusException(
          Kind.WRONG_TYPE,
          "%s: %s is a %s, not a %s"
              .formatted(what, name, value.getClass().getSimpleName(), type.getSimpleName()));
    }
    return Optional.of(type.cast(value));
  }

  /// A value that has to be there.
  public <T> T need(String name, Class<T> type) throws BusException {
    return get(name, type)
        .orElseThrow(() -> new BusException(Kind.WRONG_TYPE, what + ": " + name + " is missing"));
  }

  @Override
  public String toString() {
    return what + " " + values;
  }
}
