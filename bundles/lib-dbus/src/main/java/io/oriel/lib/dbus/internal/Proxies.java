package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.MethodNoReply;
import org.freedesktop.dbus.messages.constants.Flags;

/// Objects on the bus as Java objects.
final class Proxies {
  private static final Object[] NOTHING = {};

  private Proxies() {}

  /// The D-Bus name of an interface.
  static String interfaceName(Class<?> type) {
    var named = type.getAnnotation(DBusInterfaceName.class);
    if (named == null) {
      throw new IllegalArgumentException(type + " has no @DBusInterfaceName");
    }
    return named.value();
  }

  /// The D-Bus name of a method.
  static String memberName(Method method) {
    var named = method.getAnnotation(DBusMemberName.class);
    return named == null ? method.getName() : named.value();
  }

  static <T> T object(
      Calls calls, String destination, String path, Class<T> type, Duration timeout) {
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        check(method);
      }
    }
    var remote = new Remote(calls, destination, path, interfaceName(type), timeout);
    Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, remote);
    return type.cast(proxy);
  }

  private static void check(Method method) {
    if (!Arrays.asList(method.getExceptionTypes()).contains(BusException.class)) {
      throw new IllegalArgumentException(method + " does not declare BusException");
    }
    Types.signature(method.getGenericParameterTypes());
    Types.signature(Types.answerTypes(method.getGenericReturnType()));
  }

  private record Remote(
      Calls calls, String destination, String path, String interfaceName, Duration timeout)
      implements InvocationHandler {

    @Override
    public Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return switch (method.getName()) {
          case "equals" -> proxy == given[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> destination + path + " " + interfaceName;
        };
      }
      if (method.isDefault()) {
        return InvocationHandler.invokeDefault(proxy, method, given);
      }
      return call(method, given == null ? NOTHING : given);
    }

    private Object call(Method method, Object[] given) throws BusException {
      var types = method.getGenericParameterTypes();
      boolean answered = !method.isAnnotationPresent(MethodNoReply.class);
      byte flags = answered ? 0 : Flags.NO_REPLY_EXPECTED;
      String member = memberName(method);
      String what = interfaceName + "." + member;
      String signature = types.length == 0 ? null : Types.signature(types);
      Object[] arguments = Types.outgoing(given, types);
      var call =
          calls.message(destination, path, interfaceName, member, flags, signature, arguments);
      if (!answered) {
        calls.send(call, timeout);
        return null;
      }
      Incoming reply = calls.ask(call, what, timeout);
      var declared = method.getReturnType();
      if (declared == void.class) {
        reply.closeDescriptors();
        return null;
      }
      Object[] values = NOTHING;
      try {
        values = Types.incoming(reply, what, Types.answerTypes(method.getGenericReturnType()));
        return Types.answer(values, declared);
      } catch (BusException e) {
        values = NOTHING;
        throw new BusException(e.kind(), null, e.getMessage() + from(), e.getCause());
      } finally {
        reply.closeDescriptors(Types.descriptors(values));
      }
    }

    private String from() {
      return " (from " + destination + " " + path + ")";
    }
  }

  /// Turns the name of an error on the bus into a kind.
  static Kind kind(String errorName) {
    return switch (errorName == null ? "" : errorName) {
      case "org.freedesktop.DBus.Error.ServiceUnknown",
          "org.freedesktop.DBus.Error.NameHasNoOwner",
          "org.freedesktop.DBus.Error.UnknownMethod",
          "org.freedesktop.DBus.Error.UnknownObject",
          "org.freedesktop.DBus.Error.UnknownInterface",
          "org.freedesktop.DBus.Error.UnknownProperty" ->
          Kind.UNKNOWN;
      case "org.freedesktop.DBus.Error.AccessDenied",
          "org.freedesktop.DBus.Error.AuthFailed",
          "org.freedesktop.DBus.Error.PropertyReadOnly" ->
          Kind.DENIED;
      case "org.freedesktop.DBus.Error.NoReply",
          "org.freedesktop.DBus.Error.Timeout",
          "org.freedesktop.DBus.Error.TimedOut" ->
          Kind.NO_ANSWER;
      default -> Kind.FAILED;
    };
  }
}
