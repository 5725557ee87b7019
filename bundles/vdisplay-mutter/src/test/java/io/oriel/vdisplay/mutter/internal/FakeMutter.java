package io.oriel.vdisplay.mutter.internal;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.lib.dbus.PropertySource;
import io.oriel.vdisplay.mutter.internal.bus.DisplayConfig;
import io.oriel.vdisplay.mutter.internal.bus.RemoteDesktop;
import io.oriel.vdisplay.mutter.internal.bus.RemoteSession;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCast;
import io.oriel.vdisplay.mutter.internal.bus.ScreenCastSession;
import io.oriel.vdisplay.mutter.internal.bus.WantedStruct;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// A Mutter on a real bus that does as much of its work as a test wants.
final class FakeMutter implements AutoCloseable {
  static final String REMOTE = RemoteDesktop.PATH + "/Session/u1";
  static final String CAST = ScreenCast.PATH + "/Session/u1";
  static final String STREAM = ScreenCast.PATH + "/Stream/u1";

  final AtomicInteger applied = new AtomicInteger();
  final CountDownLatch release = new CountDownLatch(1);
  volatile DisplayConfig.State state =
      new DisplayConfig.State(new UInt32(1), List.of(), List.of(), Map.of());
  volatile BusException refusal;
  volatile boolean silent;
  volatile boolean sessionId = true;
  volatile Object node = new UInt32(42);
  private final Bus bus;

  FakeMutter(String address) throws BusException {
    bus = Bus.session(address);
    bus.export(RemoteDesktop.PATH, new Desktop(), RemoteDesktop.class);
    bus.export(REMOTE, new Remote(), RemoteSession.class);
    bus.export(ScreenCast.PATH, new Casts(), ScreenCast.class);
    bus.export(CAST, new Cast(), ScreenCastSession.class);
    bus.export(DisplayConfig.PATH, new Config(), DisplayConfig.class);
    for (String name : List.of(DisplayConfig.NAME, ScreenCast.NAME, RemoteDesktop.NAME)) {
      bus.requestName(name);
    }
  }

  void emit(String path, String interfaceName, String member) throws BusException {
    bus.emit(path, interfaceName, member, null);
  }

  private void obey() throws BusException {
    if (silent) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  @Override
  public void close() {
    release.countDown();
    bus.close();
  }

  private static final class Desktop implements RemoteDesktop {
    @Override
    public DBusPath createSession() {
      return new DBusPath(REMOTE);
    }
  }

  private final class Remote implements RemoteSession, PropertySource {
    @Override
    public Map<String, Variant<?>> properties(String interfaceName) {
      return interfaceName.equals(RemoteSession.NAME) && sessionId
          ? Map.of("SessionId", new Variant<>("id"))
          : Map.of("SessionId", new Variant<>(7));
    }

    @Override
    public void start() throws BusException {
      obey();
      if (node instanceof UInt32) {
        bus.emit(STREAM, ScreenCastSession.STREAM, "PipeWireStreamAdded", "u", node);
      } else if (node != null) {
        bus.emit(STREAM, ScreenCastSession.STREAM, "PipeWireStreamAdded", "s", node);
      }
    }

    @Override
    public void stop() throws BusException {
      obey();
    }

    @Override
    public FileDescriptor connectToEis(Map<String, Variant<?>> options) throws BusException {
      throw new BusException(Kind.FAILED, "no EIS");
    }

    @Override
    public void keyAndWait(UInt32 evdevCode, boolean down) throws BusException {
      obey();
    }

    @Override
    public void moveAndWait(double dx, double dy) {}

    @Override
    public void touchAndWait(String stream, UInt32 slot, double x, double y) {}
  }

  private static final class Casts implements ScreenCast {
    @Override
    public DBusPath createSession(Map<String, Variant<?>> properties) {
      return new DBusPath(CAST);
    }
  }

  private static final class Cast implements ScreenCastSession {
    @Override
    public DBusPath recordVirtual(Map<String, Variant<?>> properties) {
      return new DBusPath(FakeMutter.STREAM);
    }

    @Override
    public DBusPath recordMonitor(String connector, Map<String, Variant<?>> properties) {
      return new DBusPath(FakeMutter.STREAM);
    }
  }

  private final class Config implements DisplayConfig {
    @Override
    public State state() throws BusException {
      obey();
      return state;
    }

    @Override
    public void apply(
        UInt32 serial,
        UInt32 method,
        List<WantedStruct> logical,
        Map<String, Variant<?>> properties)
        throws BusException {
      applied.incrementAndGet();
      throw new BusException(Kind.FAILED, "org.freedesktop.DBus.Error.AccessDenied", "stale", null);
    }
  }
}
