package io.oriel.itest.matrix;

import io.oriel.lib.dbus.BusException;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.UInt32;

/// The part of logind's interface that compositors call, see org.freedesktop.login1(5).
public final class Login {
  static final String BUS_NAME = "org.freedesktop.login1";
  static final String PATH = "/org/freedesktop/login1";
  static final String SESSION_PATH = PATH + "/session/c1";
  static final String SEAT_PATH = PATH + "/seat/seat0";

  private Login() {}

  /// A device and whether it may not be used now.
  public record Taken(FileDescriptor device, boolean paused) {}

  /// Value of a session's property `Seat`.
  public static final class Seat extends Struct {
    @Position(0)
    private final String id;

    @Position(1)
    private final DBusPath path;

    public Seat(String id, DBusPath path) {
      this.id = id;
      this.path = path;
    }

    public String id() {
      return id;
    }

    public DBusPath path() {
      return path;
    }
  }

  /// The manager.
  @DBusInterfaceName(BUS_NAME + ".Manager")
  public interface Manager {
    @DBusMemberName("GetSession")
    DBusPath session(String id) throws BusException;

    @DBusMemberName("GetSessionByPID")
    DBusPath sessionOf(UInt32 pid) throws BusException;
  }

  /// A session.
  @DBusInterfaceName(Session.NAME)
  public interface Session {
    String NAME = BUS_NAME + ".Session";

    @DBusMemberName("Activate")
    void activate() throws BusException;

    @DBusMemberName("TakeControl")
    void takeControl(boolean force) throws BusException;

    @DBusMemberName("ReleaseControl")
    void releaseControl() throws BusException;

    @DBusMemberName("TakeDevice")
    Taken takeDevice(UInt32 major, UInt32 minor) throws BusException;

    @DBusMemberName("ReleaseDevice")
    void releaseDevice(UInt32 major, UInt32 minor) throws BusException;
  }
}
