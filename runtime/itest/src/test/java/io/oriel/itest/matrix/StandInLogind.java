package io.oriel.itest.matrix;

import io.oriel.lib.dbus.Bus;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.PropertySource;
import io.oriel.media.nat.Fd;
import io.oriel.testkit.PrivateBus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// A system bus with one active session on seat0, which hands out devices: what a compositor wants
/// before it opens a graphics card. It needs the right to open them itself.
final class StandInLogind implements AutoCloseable {
  private final PrivateBus daemon;
  private final Bus bus;

  private StandInLogind(PrivateBus daemon, Bus bus) {
    this.daemon = daemon;
    this.bus = bus;
  }

  static StandInLogind start() throws IOException, BusException {
    PrivateBus daemon = PrivateBus.start();
    try {
      Bus bus = Bus.session(daemon.address());
      bus.export(Login.PATH, new Manager(), Login.Manager.class);
      bus.export(Login.SESSION_PATH, new Session(), Login.Session.class);
      bus.requestName(Login.BUS_NAME);
      return new StandInLogind(daemon, bus);
    } catch (BusException e) {
      daemon.close();
      throw e;
    }
  }

  /// What a compositor's environment needs, to find it.
  Map<String, String> environment() {
    return Map.of("DBUS_SYSTEM_BUS_ADDRESS", daemon.address(), "XDG_SESSION_ID", "c1");
  }

  @Override
  public void close() throws IOException {
    bus.close();
    daemon.close();
  }

  private static final class Manager implements Login.Manager {
    @Override
    public DBusPath session(String id) {
      return new DBusPath(Login.SESSION_PATH);
    }

    @Override
    public DBusPath sessionOf(UInt32 pid) {
      return new DBusPath(Login.SESSION_PATH);
    }
  }

  private static final class Session implements Login.Session, PropertySource {
    @Override
    public void activate() {
      // it always is
    }

    @Override
    public void takeControl(boolean force) {
      // nobody else asks
    }

    @Override
    public void releaseControl() {
      // nobody else waits
    }

    @Override
    public Login.Taken takeDevice(UInt32 major, UInt32 minor) throws BusException {
      try {
        String device = device(major.longValue() + ":" + minor.longValue());
        try (var _ = new RandomAccessFile(device, "rw")) {
          // Java tells no numbers: this is the newest of this device
          return new Login.Taken(new FileDescriptor(Fd.dup(newest(device))), false);
        }
      } catch (IOException e) {
        throw new BusException(BusException.Kind.FAILED, e.getMessage(), e);
      }
    }

    @Override
    public void releaseDevice(UInt32 major, UInt32 minor) {
      // closed by whoever has it
    }

    @Override
    public Map<String, Variant<?>> properties(String interfaceName) {
      if (!interfaceName.equals(Login.Session.NAME)) {
        return Map.of();
      }
      var seat = new Login.Seat("seat0", new DBusPath(Login.SEAT_PATH));
      return Map.of(
          "Active", new Variant<>(true),
          "VTNr", new Variant<>(new UInt32(0)),
          "Id", new Variant<>("c1"),
          "Type", new Variant<>("wayland"),
          "Class", new Variant<>("user"),
          "State", new Variant<>("active"),
          "Seat", new Variant<>(seat, "(so)"));
    }

    /// The node of a device, by the link that sysfs has for its numbers.
    private static String device(String numbers) throws IOException {
      Path kernel = Path.of("/sys/dev/char", numbers).toRealPath();
      List<String> lines = Files.readAllLines(kernel.resolve("uevent"));
      return lines.stream()
          .filter(line -> line.startsWith("DEVNAME="))
          .map(line -> "/dev/" + line.substring("DEVNAME=".length()))
          .findFirst()
          .orElseThrow(() -> new IOException("device " + numbers + " has no node"));
    }

    private static int newest(String device) throws IOException {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return open.filter(link -> points(link, device))
            .mapToInt(link -> Integer.parseInt(link.getFileName().toString()))
            .max()
            .orElseThrow(() -> new IOException(device + " is not open"));
      }
    }

    private static boolean points(Path link, String device) {
      try {
        return Files.readSymbolicLink(link).toString().equals(device);
      } catch (IOException _) {
        return false; // the folder's own, closed by now
      }
    }
  }
}
