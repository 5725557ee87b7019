package io.oriel.input.uinput.evdev;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.Poller;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads a device as programs do: through its event node (`linux/input.h`).
public final class EvdevReader implements AutoCloseable {
  /// `type/code value`, as in `linux/input-event-codes.h`.
  public record Event(int type, int code, int value) {}

  /// What an axis says of itself.
  public record Axis(int value, int min, int max, int fuzz, int flat, int resolution) {}

  private static final MethodHandle OPEN =
      variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle IOCTL =
      variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle READ =
      Foreign.withErrno("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      Foreign.withErrno("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final Path SYS = Path.of("/sys/class/input");
  private static final int O_RDWR_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
  private static final long FRAME_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long QUIET_NANOS = Duration.ofMillis(150).toNanos();

  private final Path node;
  private final Fd fd;
  private final MemorySegment event = Arena.ofAuto().allocate(24, 8);
  private final Errno errno = new Errno();
  private final Poller poller;

  private EvdevReader(Path node) throws IOException {
    this.node = node;
    try (var arena = Arena.ofConfined()) {
      int number;
      try {
        var path = arena.allocateFrom(node.toString());
        number = (int) OPEN.invokeExact(errno.state(), path, O_RDWR_NONBLOCK_CLOEXEC);
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      if (number < 0) {
        throw new IOException("cannot open " + node + ": errno " + errno.get());
      }
      fd = new Fd(number);
    }
    poller = new Poller(fd.number());
  }

  private static MethodHandle variadic(String name, FunctionDescriptor descriptor) {
    return Foreign.function(
        name,
        descriptor,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(2));
  }

  /// Opens the device of a name.
  public static EvdevReader named(String name) throws IOException {
    var found = node(name);
    if (found == null) {
      throw new IOException("no device is called " + name);
    }
    return new EvdevReader(found);
  }

  /// Where the device of a name is; `null` without one.
  public static Path node(String name) throws IOException {
    try (var all = Files.newDirectoryStream(SYS, "event*")) {
      for (Path each : all) {
        if (Files.readString(each.resolve("device/name")).strip().equals(name)) {
          return Path.of("/dev/input").resolve(each.getFileName());
        }
      }
    }
    return null;
  }

  public Path node() {
    return node;
  }

  /// The events up to the next report, which is not among them.
  public List<Event> frame() throws IOException {
    var frame = new ArrayList<Event>();
    long deadline = System.nanoTime() + FRAME_NANOS;
    while (true) {
      Event next = read();
      if (next == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new IOException("no report within ten seconds, so far " + frame);
        }
        poller.poll(left);
      } else if (next.type == 0 && next.code == 0) {
        return frame;
      } else {
        frame.add(next);
      }
    }
  }

  /// Whether nothing comes for a while.
  public boolean quiet() throws IOException {
    long deadline = System.nanoTime() + QUIET_NANOS;
    while (true) {
      if (read() != null) {
        return false;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      poller.poll(left);
    }
  }

  private Event read() throws IOException {
    long got;
    try {
      got = (long) READ.invokeExact(errno.state(), fd.number(), event, 24L);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (got != 24) {
      if (errno.get() == 11) { // EAGAIN
        return null;
      }
      throw new IOException("cannot read " + node + ": errno " + errno.get());
    }
    return new Event(
        Short.toUnsignedInt(event.get(JAVA_SHORT, 16)),
        Short.toUnsignedInt(event.get(JAVA_SHORT, 18)),
        event.get(JAVA_INT, 20));
  }

  /// Codes of a type the device has: `EVIOCGBIT`. Type 0: its types.
  public Set<Integer> codes(int type) throws IOException {
    return bits(0x20 + type, 96);
  }

  /// `EVIOCGPROP`.
  public Set<Integer> properties() throws IOException {
    return bits(0x09, 8);
  }

  private Set<Integer> bits(int number, int bytes) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var room = arena.allocate(bytes);
      ioctl(request(number, bytes), room);
      var set = new TreeSet<Integer>();
      for (int bit = 0; bit < bytes * 8; bit++) {
        if ((room.get(java.lang.foreign.ValueLayout.JAVA_BYTE, bit / 8) >> bit % 8 & 1) != 0) {
          set.add(bit);
        }
      }
      return set;
    }
  }

  /// `EVIOCGABS`.
  public Axis axis(int code) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var room = arena.allocate(24, 4);
      ioctl(request(0x40 + code, 24), room);
      var v = room.toArray(JAVA_INT);
      return new Axis(v[0], v[1], v[2], v[3], v[4], v[5]);
    }
  }

  /// `EVIOCGID`: bus, vendor, product, version.
  public List<Integer> id() throws IOException {
    try (var arena = Arena.ofConfined()) {
      var room = arena.allocate(8, 2);
      ioctl(request(0x02, 8), room);
      var ids = new ArrayList<Integer>();
      for (short each : room.toArray(JAVA_SHORT)) {
        ids.add(Short.toUnsignedInt(each));
      }
      return ids;
    }
  }

  /// `EVIOCGPHYS`.
  public String phys() throws IOException {
    try (var arena = Arena.ofConfined()) {
      var room = arena.allocate(128);
      ioctl(request(0x07, 127), room);
      return room.getString(0, StandardCharsets.US_ASCII);
    }
  }

  /// Stores a rumble, as games do: blocks until the device's owner has answered.
  ///
  /// @param id of an effect to change; -1: a new one
  /// @return the effect's id
  public int rumble(int id, int strong, int weak, int lengthMs, int delayMs) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var effect = effect(arena, 0x50, id, lengthMs, delayMs);
      effect.set(JAVA_SHORT, 16, (short) strong);
      effect.set(JAVA_SHORT, 18, (short) weak);
      return store(effect);
    }
  }

  /// Stores a sine, in the same way.
  public int sine(int magnitude, int lengthMs) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var effect = effect(arena, 0x51, -1, lengthMs, 0);
      effect.set(JAVA_SHORT, 16, (short) 0x5a);
      effect.set(JAVA_SHORT, 18, (short) 100);
      effect.set(JAVA_SHORT, 20, (short) magnitude);
      return store(effect);
    }
  }

  private static MemorySegment effect(Arena arena, int type, int id, int lengthMs, int delayMs) {
    var effect = arena.allocate(48, 8);
    effect.set(JAVA_SHORT, 0, (short) type);
    effect.set(JAVA_SHORT, 2, (short) id);
    effect.set(JAVA_SHORT, 10, (short) lengthMs);
    effect.set(JAVA_SHORT, 12, (short) delayMs);
    return effect;
  }

  private int store(MemorySegment effect) throws IOException {
    ioctl(0x40304580L, effect); // EVIOCSFF
    return effect.get(JAVA_SHORT, 2);
  }

  /// `EVIOCRMFF`.
  public void erase(int effect) throws IOException {
    ioctl(0x40044581L, MemorySegment.ofAddress(effect));
  }

  /// Plays an effect so often; 0 stops it.
  public void play(int effect, int count) throws IOException {
    write(0x15, effect, count);
  }

  /// Of all effects, 0 … 65535.
  public void gain(int gain) throws IOException {
    write(0x15, 0x60, gain);
  }

  private void write(int type, int code, int value) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var out = arena.allocate(24, 8);
      out.set(JAVA_SHORT, 16, (short) type);
      out.set(JAVA_SHORT, 18, (short) code);
      out.set(JAVA_INT, 20, value);
      long written;
      try {
        written = (long) WRITE.invokeExact(errno.state(), fd.number(), out, 24L);
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      if (written != 24) {
        throw new IOException("cannot write to " + node + ": errno " + errno.get());
      }
    }
  }

  /// `_IOC(_IOC_READ, 'E', number, bytes)`
  private static long request(int number, int bytes) {
    return 2L << 30 | (long) bytes << 16 | 'E' << 8 | number;
  }

  private void ioctl(long request, MemorySegment argument) throws IOException {
    int answer;
    try {
      answer = (int) IOCTL.invokeExact(errno.state(), fd.number(), request, argument);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (answer < 0) {
      throw new IOException("ioctl %x of %s: errno %d".formatted(request, node, errno.get()));
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
