package io.oriel.vdisplay.portal.internal;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.lib.dbus.PropertySource;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Memfd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// A portal that does what a test wants, also what no portal should.
final class FakePortal implements PropertySource, AutoCloseable {
  static final String SESSION_PATH = "/org/freedesktop/portal/desktop/session/fake";

  /// What the clients did, in order: the member, then what is of interest.
  final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  /// Options of the last call of a member.
  final Map<String, Map<String, Variant<?>>> options = new ConcurrentHashMap<>();

  volatile Map<String, Variant<?>> cast =
      Map.of("version", u(5), "AvailableSourceTypes", u(7), "AvailableCursorModes", u(7));
  volatile Map<String, Variant<?>> remote = Map.of("version", u(2), "AvailableDeviceTypes", u(7));

  volatile boolean answers = true;
  volatile int response = 0;
  volatile String responseSignature = "ua{sv}";
  volatile Map<String, Variant<?>> created = Map.of("session_handle", new Variant<>(SESSION_PATH));
  volatile Map<String, Variant<?>> started = started(Map.of("size", size(1920, 1080)));
  volatile String refusedToken = "";

  private final Bus bus;

  FakePortal(String address) throws BusException {
    bus = Bus.session(address);
    var object = new Desktop();
    bus.export(
        Portal.PATH, object, Portal.RemoteDesktop.class, Portal.ScreenCast.class, Notify.class);
    bus.export(
        SESSION_PATH, (Portal.Session) () -> seen.add("Session.Close"), Portal.Session.class);
    bus.requestName(Portal.NAME);
  }

  static Variant<UInt32> u(int value) {
    return new Variant<>(new UInt32(value));
  }

  static Variant<?> size(int width, int height) {
    return new Variant<>(new Object[] {width, height}, "(ii)");
  }

  /// What `Start` gives for one stream, node 42, with a token.
  static Map<String, Variant<?>> started(Map<String, Variant<?>> stream) {
    var properties = new HashMap<String, Variant<?>>(stream);
    properties.putIfAbsent("source_type", u(Portal.MONITOR));
    properties.putIfAbsent("mapping_id", new Variant<>("map"));
    var results = new HashMap<String, Variant<?>>();
    results.put("devices", u(7));
    results.put("restore_token", new Variant<>("token-1"));
    results.put("streams", streams(new Object[] {new UInt32(42), properties}));
    return results;
  }

  static Variant<?> streams(Object[]... streams) {
    return new Variant<>(List.of(streams), "a(ua{sv})");
  }

  void endSession() throws BusException {
    bus.emit(SESSION_PATH, Portal.SESSION, "Closed", "a{sv}", Map.of());
  }

  @Override
  public Map<String, Variant<?>> properties(String interfaceName) {
    return interfaceName.equals(Portal.SCREEN_CAST) ? cast : remote;
  }

  @Override
  public void close() {
    bus.close();
  }

  private DBusPath request(
      String member, Map<String, Variant<?>> given, int code, Map<String, Variant<?>> results)
      throws BusException {
    String path =
        "/org/freedesktop/portal/desktop/request/"
            + Bus.caller().orElseThrow().substring(1).replace('.', '_')
            + "/"
            + given.get("handle_token").getValue();
    boolean silent = !answers && member.equals("Start");
    if (silent) {
      bus.export(path, (Portal.Request) () -> seen.add("Request.Close"), Portal.Request.class);
    }
    options.put(member, given);
    seen.add(member);
    if (!silent) {
      Object first = responseSignature.startsWith("u") ? new UInt32(code) : "text";
      if (responseSignature.length() == 1) {
        bus.emit(path, Portal.REQUEST, "Response", responseSignature, first);
      } else {
        bus.emit(path, Portal.REQUEST, "Response", responseSignature, first, results);
      }
    }
    return new DBusPath(path);
  }

  private final class Desktop
      implements Portal.ScreenCast, Portal.RemoteDesktop, Notify, PropertySource {
    @Override
    public Map<String, Variant<?>> properties(String interfaceName) {
      return FakePortal.this.properties(interfaceName);
    }

    @Override
    public DBusPath createSession(Map<String, Variant<?>> given) throws BusException {
      return request("CreateSession", given, 0, created);
    }

    @Override
    public DBusPath selectDevices(DBusPath session, Map<String, Variant<?>> given)
        throws BusException {
      var token = given.get("restore_token");
      if (token != null && token.getValue().equals(refusedToken)) {
        String name = "org.freedesktop.portal.Error.InvalidArgument";
        throw new BusException(Kind.FAILED, name, "token is not a UUID string", null);
      }
      return request("SelectDevices", given, 0, Map.of());
    }

    @Override
    public DBusPath selectSources(DBusPath session, Map<String, Variant<?>> given)
        throws BusException {
      return request("SelectSources", given, 0, Map.of());
    }

    @Override
    public DBusPath start(DBusPath session, String parent, Map<String, Variant<?>> given)
        throws BusException {
      return request("Start", given, response, started);
    }

    @Override
    public FileDescriptor openPipeWireRemote(DBusPath session, Map<String, Variant<?>> given)
        throws BusException {
      seen.add("OpenPipeWireRemote");
      return descriptor();
    }

    @Override
    public FileDescriptor connectToEis(DBusPath session, Map<String, Variant<?>> given)
        throws BusException {
      seen.add("ConnectToEIS");
      return descriptor();
    }

    private static FileDescriptor descriptor() throws BusException {
      try (var memory = Memfd.create("fake", 4096)) {
        return new FileDescriptor(Fd.dup(memory.fd()));
      } catch (ErrnoException e) {
        throw new BusException(Kind.FAILED, e.getMessage(), e);
      }
    }

    @Override
    public void motion(DBusPath s, Map<String, Variant<?>> o, double dx, double dy) {
      seen.add("motion " + dx + " " + dy);
    }

    @Override
    public void position(DBusPath s, Map<String, Variant<?>> o, UInt32 stream, double x, double y) {
      seen.add("position " + stream + " " + x + " " + y);
    }

    @Override
    public void button(DBusPath s, Map<String, Variant<?>> o, int button, UInt32 state) {
      seen.add("button " + button + " " + state);
    }

    @Override
    public void axis(DBusPath s, Map<String, Variant<?>> o, double dx, double dy) {
      seen.add("axis " + dx + " " + dy);
    }

    @Override
    public void steps(DBusPath s, Map<String, Variant<?>> o, UInt32 axis, int steps) {
      seen.add("steps " + axis + " " + steps);
    }

    @Override
    public void key(DBusPath s, Map<String, Variant<?>> o, int code, UInt32 state) {
      seen.add("key " + code + " " + state);
    }

    @Override
    public void keysym(DBusPath s, Map<String, Variant<?>> o, int keysym, UInt32 state) {
      seen.add("keysym " + Integer.toHexString(keysym) + " " + state);
    }

    @Override
    public void touchDown(
        DBusPath s, Map<String, Variant<?>> o, UInt32 stream, UInt32 slot, double x, double y) {
      seen.add("touchDown " + stream + " " + slot + " " + x + " " + y);
    }

    @Override
    public void touchMotion(
        DBusPath s, Map<String, Variant<?>> o, UInt32 stream, UInt32 slot, double x, double y) {
      seen.add("touchMotion " + stream + " " + slot + " " + x + " " + y);
    }

    @Override
    public void touchUp(DBusPath s, Map<String, Variant<?>> o, UInt32 slot) {
      seen.add("touchUp " + slot);
    }
  }
}
