package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.lib.dbus.PropertySource;
import io.oriel.media.nat.Fd;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Flags;
import org.freedesktop.dbus.types.Variant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Objects of this process that others on the bus can call. Each call that wants an answer has a
/// virtual thread of its own; those that want none come one after the other, in their order.
final class Exports {
  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
  private static final String ERROR = "org.freedesktop.DBus.Error.";
  private static final int MOST_CALLS = 64;
  private static final Duration SEND = Duration.ofSeconds(5);

  /// Who calls, on the thread of the call.
  static final ScopedValue<String> CALLER = ScopedValue.newInstance();

  private final Calls calls;
  private final Dispatcher dispatcher;
  private final Map<String, Exported> objects = new ConcurrentHashMap<>();
  private final Semaphore room = new Semaphore(MOST_CALLS);

  Exports(Calls calls, Dispatcher dispatcher) {
    this.calls = calls;
    this.dispatcher = dispatcher;
  }

  /// Offers an object's methods of these interfaces.
  ///
  /// @return whether nothing was there
  boolean add(String path, Object object, Class<?>... interfaces) {
    var methods = new HashMap<String, Method>();
    for (var type : interfaces) {
      for (var method : type.getMethods()) {
        method.setAccessible(true);
        methods.put(Proxies.interfaceName(type) + "." + Proxies.memberName(method), method);
      }
    }
    return objects.putIfAbsent(path, new Exported(object, methods)) == null;
  }

  void remove(String path) {
    objects.remove(path);
  }

  private record Exported(Object object, Map<String, Method> methods) {}

  private record Answer(String signature, Object[] values) {}

  /// Somebody calls; the reading thread.
  void called(Incoming incoming) {
    if (!(incoming.message() instanceof MethodCall call)) {
      incoming.closeDescriptors();
      return;
    }
    Runnable task =
        () -> ScopedValue.where(CALLER, String.valueOf(call.getSource())).run(() -> run(incoming));
    if ((call.getFlags() & Flags.NO_REPLY_EXPECTED) != 0) {
      // whoever is on the bus can send such: what nobody takes may not hold up signals
      if (!objects.containsKey(call.getPath()) || !dispatcher.post(incoming.size(), task)) {
        incoming.closeDescriptors();
      }
    } else if (room.tryAcquire()) {
      Thread.ofVirtual()
          .name("oriel-bus-call")
          .start(
              () -> {
                try {
                  task.run();
                } finally {
                  room.release();
                }
              });
    } else {
      incoming.closeDescriptors();
      refuse(call, ERROR + "LimitsExceeded", MOST_CALLS + " calls are being answered");
    }
  }

  private void run(Incoming incoming) {
    var call = (MethodCall) incoming.message();
    try {
      var answer = answer(incoming, call);
      if ((call.getFlags() & Flags.NO_REPLY_EXPECTED) == 0) {
        reply(call, answer);
      } else {
        closeAll(answer);
      }
    } catch (BusException e) {
      refuse(call, e.errorName().orElse(ERROR + "Failed"), e.getMessage());
    } catch (RuntimeException | ReflectiveOperationException e) {
      LOG.warn("cannot answer {}.{}", call.getInterface(), call.getName(), e);
      refuse(call, ERROR + "Failed", e.toString());
    } finally {
      incoming.closeDescriptors();
    }
  }

  private Answer answer(Incoming incoming, MethodCall call)
      throws BusException, ReflectiveOperationException {
    var exported = objects.get(call.getPath());
    String name = call.getInterface() + "." + call.getName();
    if (name.equals("org.freedesktop.DBus.Peer.Ping")) {
      return new Answer(null, new Object[0]);
    }
    if (exported == null) {
      throw error("UnknownObject", "no object " + call.getPath());
    }
    if (PROPERTIES.equals(call.getInterface())
        && exported.object instanceof PropertySource source) {
      return property(incoming, call, source);
    }
    var method = exported.methods.get(name);
    if (method == null) {
      throw error("UnknownMethod", "no method " + name + " on " + call.getPath());
    }
    Object[] arguments;
    try {
      arguments = Types.incoming(incoming, name, method.getGenericParameterTypes());
    } catch (BusException e) {
      throw error("InvalidArgs", e.getMessage());
    }
    return answer(method, invoke(method, exported.object, arguments));
  }

  private static Object invoke(Method method, Object object, Object[] arguments)
      throws BusException, ReflectiveOperationException {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof BusException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private static Answer answer(Method method, Object returned)
      throws BusException, ReflectiveOperationException {
    Type[] types = Types.answerTypes(method.getGenericReturnType());
    if (types.length == 0) {
      return new Answer(null, new Object[0]);
    }
    return new Answer(Types.signature(types), Types.outgoing(Types.parts(returned), types));
  }

  private static Answer property(Incoming incoming, MethodCall call, PropertySource source)
      throws BusException {
    if (call.getName().equals("GetAll")) {
      Object[] asked = Types.incoming(incoming, "GetAll", String.class);
      return new Answer("a{sv}", new Object[] {source.properties((String) asked[0])});
    }
    if (call.getName().equals("Get")) {
      Object[] asked = Types.incoming(incoming, "Get", String.class, String.class);
      Variant<?> value = source.properties((String) asked[0]).get((String) asked[1]);
      if (value == null) {
        throw error("UnknownProperty", "no property " + asked[0] + "." + asked[1]);
      }
      return new Answer("v", new Object[] {value});
    }
    throw error("PropertyReadOnly", "properties cannot be set here");
  }

  private void reply(MethodCall call, Answer answer) throws BusException {
    try {
      send(Calls.MESSAGES.createMethodReturn(call, answer.signature, answer.values));
    } catch (DBusException e) {
      throw new BusException(Kind.WRONG_TYPE, "an answer cannot be sent: " + e.getMessage(), e);
    } finally {
      closeAll(answer);
    }
  }

  private static void closeAll(Answer answer) {
    Types.descriptors(answer.values).forEach(fd -> Fd.close(fd.getIntFileDescriptor()));
  }

  private void refuse(MethodCall call, String name, String text) {
    try {
      if ((call.getFlags() & Flags.NO_REPLY_EXPECTED) == 0) {
        send(Calls.MESSAGES.createError(call.getSource(), name, call.getSerial(), "s", text));
      }
    } catch (DBusException e) {
      LOG.debug("cannot refuse {}: {}", call.getName(), e.getMessage());
    }
  }

  private void send(Message message) {
    try {
      calls.send(message, SEND);
    } catch (BusException e) {
      LOG.debug("an answer was not sent: {}", e.getMessage());
    }
  }

  private static BusException error(String name, String text) {
    return new BusException(Kind.FAILED, ERROR + name, text, null);
  }
}
