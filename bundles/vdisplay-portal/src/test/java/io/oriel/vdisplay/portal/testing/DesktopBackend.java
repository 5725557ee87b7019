package io.oriel.vdisplay.portal.testing;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.lib.dbus.PropertySource;
import io.oriel.lib.dbus.Subscription;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Memfd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// A desktop's half of the portal, with a person who does what the test says.
public final class DesktopBackend implements PropertySource, AutoCloseable {
  static final String NAME = "org.freedesktop.impl.portal.desktop.orieltest";

  private static final String PATH = "/org/freedesktop/portal/desktop";
  private static final String CAST = "org.freedesktop.impl.portal.ScreenCast";
  private static final String REMOTE = "org.freedesktop.impl.portal.RemoteDesktop";
  private static final String SESSION = "org.freedesktop.impl.portal.Session";

  /// What the portal asked, in order.
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  /// 0 yes, 1 no, 2 failed.
  private volatile int person = 0;

  private final Map<String, Subscription> sessions = new ConcurrentHashMap<>();
  private final Set<String> restored = ConcurrentHashMap.newKeySet();
  private final Bus bus;
  private final int node;
  private final int width;
  private final int height;

  record Answer(UInt32 response, Map<String, Variant<?>> results) {}

  /// The same calls of both interfaces.
  interface Sessions {
    @DBusMemberName("CreateSession")
    Answer create(DBusPath handle, DBusPath session, String app, Map<String, Variant<?>> options)
        throws BusException;

    @DBusMemberName("Start")
    Answer start(
        DBusPath handle,
        DBusPath session,
        String app,
        String parent,
        Map<String, Variant<?>> options)
        throws BusException;
  }

  @DBusInterfaceName(CAST)
  interface ScreenCast extends Sessions {
    @DBusMemberName("SelectSources")
    Answer sources(DBusPath handle, DBusPath session, String app, Map<String, Variant<?>> options)
        throws BusException;
  }

  @DBusInterfaceName(REMOTE)
  interface RemoteDesktop extends Sessions {
    @DBusMemberName("SelectDevices")
    Answer devices(DBusPath handle, DBusPath session, String app, Map<String, Variant<?>> options)
        throws BusException;

    @DBusMemberName("ConnectToEIS")
    FileDescriptor eis(DBusPath session, String app, Map<String, Variant<?>> options)
        throws BusException;

    @DBusMemberName("NotifyPointerMotionAbsolute")
    void position(
        DBusPath session, Map<String, Variant<?>> options, UInt32 stream, double x, double y)
        throws BusException;

    @DBusMemberName("NotifyKeyboardKeycode")
    void key(DBusPath session, Map<String, Variant<?>> options, int code, UInt32 state)
        throws BusException;
  }

  @DBusInterfaceName(SESSION)
  interface Session {
    @DBusMemberName("Close")
    void close() throws BusException;
  }

  /// @param node what is shared, a monitor of this size
  DesktopBackend(String address, int node, int width, int height) throws BusException {
    this.node = node;
    this.width = width;
    this.height = height;
    bus = Bus.session(address);
    bus.export(PATH, new Desktop(), ScreenCast.class, RemoteDesktop.class);
    bus.requestName(NAME);
  }

  @Override
  public Map<String, Variant<?>> properties(String interfaceName) {
    return switch (interfaceName) {
      case CAST ->
          Map.of("version", u(5), "AvailableSourceTypes", u(1), "AvailableCursorModes", u(2));
      case REMOTE -> Map.of("version", u(2), "AvailableDeviceTypes", u(3));
      default -> Map.of();
    };
  }

  /// What the portal asked and passed on, in order.
  public BlockingQueue<String> seen() {
    return seen;
  }

  /// What the person will say when asked: 0 yes, 1 no; 2: the desktop fails.
  public void person(int says) {
    person = says;
  }

  private static Variant<UInt32> u(int value) {
    return new Variant<>(new UInt32(value));
  }

  private static Variant<?> pair(int first, int second) {
    return new Variant<>(new Object[] {first, second}, "(ii)");
  }

  /// The person ends the sharing.
  public void endSharing() throws BusException {
    for (String path : sessions.keySet()) {
      bus.emit(path, SESSION, "Closed", null);
    }
  }

  @Override
  public void close() {
    bus.close();
  }

  private Answer answer(Map<String, Variant<?>> results) {
    return new Answer(new UInt32(0), results);
  }

  private final class Desktop implements ScreenCast, RemoteDesktop, PropertySource {
    @Override
    public Map<String, Variant<?>> properties(String interfaceName) {
      return DesktopBackend.this.properties(interfaceName);
    }

    @Override
    public Answer create(
        DBusPath handle, DBusPath session, String app, Map<String, Variant<?>> options) {
      seen.add("create");
      String path = session.getPath();
      Session object =
          () -> {
            seen.add("close");
            sessions.remove(path).close();
          };
      sessions.put(path, bus.export(path, object, Session.class));
      return answer(Map.of());
    }

    @Override
    public Answer sources(
        DBusPath handle, DBusPath session, String app, Map<String, Variant<?>> options) {
      seen.add("sources " + options.get("types").getValue());
      remember(session, options);
      return answer(Map.of());
    }

    @Override
    public Answer devices(
        DBusPath handle, DBusPath session, String app, Map<String, Variant<?>> options) {
      seen.add("devices " + options.get("types").getValue());
      remember(session, options);
      return answer(Map.of());
    }

    private void remember(DBusPath session, Map<String, Variant<?>> options) {
      if (options.containsKey("restore_data")) {
        restored.add(session.getPath());
      }
    }

    @Override
    public Answer start(
        DBusPath handle,
        DBusPath session,
        String app,
        String parent,
        Map<String, Variant<?>> options) {
      boolean asked = !restored.remove(session.getPath());
      seen.add(asked ? "asked" : "restored");
      if (asked && person != 0) {
        return new Answer(new UInt32(person), Map.of());
      }
      var results = new HashMap<String, Variant<?>>();
      Map<String, Variant<?>> stream =
          Map.of("size", pair(width, height), "position", pair(0, 0), "source_type", u(1));
      results.put(
          "streams",
          new Variant<>(List.<Object[]>of(new Object[] {new UInt32(node), stream}), "a(ua{sv})"));
      results.put("devices", u(3));
      results.put("persist_mode", u(2));
      var data = new Object[] {"oriel", new UInt32(1), new Variant<>("monitor")};
      results.put("restore_data", new Variant<>(data, "(suv)"));
      return answer(results);
    }

    @Override
    public FileDescriptor eis(DBusPath session, String app, Map<String, Variant<?>> options)
        throws BusException {
      seen.add("eis");
      try (var memory = Memfd.create("eis", 4096)) {
        return new FileDescriptor(Fd.dup(memory.fd()));
      } catch (ErrnoException e) {
        throw new BusException(Kind.FAILED, e.getMessage(), e);
      }
    }

    @Override
    public void position(
        DBusPath session, Map<String, Variant<?>> options, UInt32 stream, double x, double y) {
      seen.add("position " + (stream.intValue() == node) + " " + x + " " + y);
    }

    @Override
    public void key(DBusPath session, Map<String, Variant<?>> options, int code, UInt32 state) {
      seen.add("key " + code + " " + state);
    }
  }

  /// Interfaces of which a portal is told that this desktop has them.
  static List<String> interfaces(boolean input) {
    return input ? List.of(CAST, REMOTE) : List.of(CAST);
  }
}
