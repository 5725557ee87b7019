package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Addresses of buses on Unix sockets (D-Bus specification, "Server Addresses").
final class BusAddress {
  private static final String SYSTEM = "unix:path=/run/dbus/system_bus_socket";

  private BusAddress() {}

  /// The session bus of the process.
  static String session(Map<String, String> environment) throws BusException {
    String address = environment.get("DBUS_SESSION_BUS_ADDRESS");
    if (address != null && !address.isBlank()) {
      return address;
    }
    String runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime == null || runtime.isBlank()) {
      throw new BusException(
          Kind.NO_BUS,
          "no session bus: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set");
    }
    return "unix:path=" + runtime + "/bus";
  }

  /// The system bus.
  static String system(Map<String, String> environment) {
    String address = environment.get("DBUS_SYSTEM_BUS_ADDRESS");
    return address != null && !address.isBlank() ? address : SYSTEM;
  }

  /// Names of the sockets to try, in this order; one that begins with NUL is abstract.
  static List<String> sockets(String address, Map<String, String> environment) throws BusException {
    var sockets = new ArrayList<String>();
    for (String one : address.split(";")) {
      int colon = one.indexOf(':');
      if (colon < 0 || !one.substring(0, colon).equals("unix")) {
        continue;
      }
      var keys = keys(one.substring(colon + 1), address);
      if (keys.containsKey("path")) {
        sockets.add(keys.get("path"));
      } else if (keys.containsKey("abstract")) {
        sockets.add('\0' + keys.get("abstract"));
      } else if ("yes".equals(keys.get("runtime")) && environment.get("XDG_RUNTIME_DIR") != null) {
        sockets.add(environment.get("XDG_RUNTIME_DIR") + "/bus");
      }
    }
    if (sockets.isEmpty()) {
      throw new BusException(
          Kind.NO_BUS, "bus address " + address + ": only Unix sockets are supported");
    }
    return sockets;
  }

  private static Map<String, String> keys(String list, String address) throws BusException {
    var keys = new HashMap<String, String>();
    for (String pair : list.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        keys.put(pair.substring(0, equals), unescape(pair.substring(equals + 1), address));
      }
    }
    return keys;
  }

  private static String unescape(String value, String address) throws BusException {
    var bytes = new ByteArrayOutputStream();
    byte[] escaped = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < escaped.length; i++) {
      if (escaped[i] != '%') {
        bytes.write(escaped[i]);
        continue;
      }
      try {
        bytes.write(Integer.parseInt(value, i + 1, i + 3, 16));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new BusException(Kind.NO_BUS, "bus address " + address + ": bad escape", e);
      }
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
