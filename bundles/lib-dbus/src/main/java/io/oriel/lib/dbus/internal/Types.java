package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.Marshalling;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.exceptions.DBusException;

/// Java types to signatures and values of messages to Java values.
final class Types {
  private Types() {}

  /// The types of a method's answer: none for `void`, the components of a record, else one.
  static Type[] answerTypes(Type declared) {
    if (declared == void.class) {
      return new Type[0];
    }
    if (declared instanceof Class<?> type && type.isRecord()) {
      return Arrays.stream(type.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .toArray(Type[]::new);
    }
    return new Type[] {declared};
  }

  /// @throws IllegalArgumentException one of the types cannot be sent over D-Bus
  static String signature(Type... types) {
    try {
      return Marshalling.getDBusType(types);
    } catch (DBusException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// The arguments as dbus-java writes them.
  static Object[] outgoing(Object[] values, Type... types) throws BusException {
    try {
      return Marshalling.convertParameters(values.clone(), types, null);
    } catch (DBusException | RuntimeException e) {
      throw new BusException(Kind.WRONG_TYPE, "an argument cannot be sent: " + e.getMessage(), e);
    }
  }

  /// The values of a body that has exactly these types.
  ///
  /// @param what for the message, for example `org.example.Thing.Do`
  static Object[] incoming(Incoming incoming, String what, Type... types) throws BusException {
    String expected = signature(types);
    if (!incoming.signature().equals(expected)) {
      throw new BusException(
          Kind.WRONG_TYPE,
          "%s: (%s) came instead of (%s)".formatted(what, incoming.signature(), expected));
    }
    try {
      Object[] raw = values(incoming, what).toArray();
      return Marshalling.deSerializeParameters(raw, types, null);
    } catch (BusException e) {
      throw e;
    } catch (Exception e) {
      throw new BusException(Kind.WRONG_TYPE, what + ": not understood: " + e.getMessage(), e);
    }
  }

  /// The values of a body of any types.
  static List<Object> values(Incoming incoming, String what) throws BusException {
    try {
      Object[] values = incoming.message().getParameters();
      return values == null ? List.of() : new ArrayList<>(Arrays.asList(values));
    } catch (DBusException | RuntimeException | StackOverflowError e) {
      throw new BusException(Kind.WRONG_TYPE, what + ": not understood: " + e, e);
    }
  }

  /// Puts an answer into what the method is declared to return.
  static Object answer(Object[] values, Class<?> declared) throws BusException {
    if (declared == void.class) {
      return null;
    }
    if (!declared.isRecord()) {
      return values[0];
    }
    try {
      var constructor = declared.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new BusException(Kind.WRONG_TYPE, "cannot make a " + declared.getSimpleName(), e);
    }
  }

  /// The parts of what a method returned, for its answer.
  static Object[] parts(Object returned) throws ReflectiveOperationException {
    if (!(returned instanceof Record)) {
      return new Object[] {returned};
    }
    var components = returned.getClass().getRecordComponents();
    var parts = new Object[components.length];
    for (int i = 0; i < parts.length; i++) {
      var accessor = components[i].getAccessor();
      accessor.setAccessible(true);
      parts[i] = accessor.invoke(returned);
    }
    return parts;
  }

  /// The descriptors among values, variants not looked into: nothing says that one is in there.
  static List<FileDescriptor> descriptors(Object... values) {
    var found = new ArrayList<FileDescriptor>();
    for (Object value : values) {
      collect(value, found);
    }
    return found;
  }

  private static void collect(Object value, List<FileDescriptor> found) {
    switch (value) {
      case FileDescriptor fd -> found.add(fd);
      case List<?> list -> list.forEach(one -> collect(one, found));
      case Map<?, ?> map -> map.values().forEach(one -> collect(one, found));
      case Object[] array -> Arrays.stream(array).forEach(one -> collect(one, found));
      case Struct struct -> collect(struct.getParameters(), found);
      case null, default -> {}
    }
  }
}
