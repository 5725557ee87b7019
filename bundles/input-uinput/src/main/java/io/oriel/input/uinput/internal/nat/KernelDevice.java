package io.oriel.input.uinput.internal.nat;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.NativeHandle;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// One device of `/dev/uinput`. It exists until [#close()], or until the process ends.
///
/// Events are collected by [#put] and leave with [#send] in one write; neither allocates. One
/// thread at a time writes; [#receive] may run on another one meanwhile.
///
/// ```
/// struct input_event { long sec; long usec; u16 type; u16 code; s32 value; }   24 bytes
/// ```
public final class KernelDevice implements AutoCloseable {
  private static final int EVENT = 24;
  private static final int MOST_EVENTS = 64;

  private final int fd;
  private final NativeHandle handle;
  private final String sysName;
  private final MemorySegment out = Arena.ofAuto().allocate((long) EVENT * MOST_EVENTS, 8);
  private final Errno errno = new Errno();
  private int pending; // bytes in out
  private final MemorySegment in = Arena.ofAuto().allocate(EVENT, 8);
  private final Errno errnoOfRead = new Errno();

  private KernelDevice(int fd, String sysName) {
    this.fd = fd;
    this.sysName = sysName;
    handle = new NativeHandle(() -> Fd.close(fd));
  }

  /// Makes a device. It and, where the system uses devtmpfs, its node exist on return.
  ///
  /// @throws ErrnoException `/dev/uinput` cannot be opened, or the kernel refuses the device
  public static KernelDevice create(DeviceSpec spec) throws ErrnoException {
    int fd = open("/dev/uinput");
    try (var arena = Arena.ofConfined()) {
      new DeviceSetup(fd, arena).apply(spec);
      var name = arena.allocate(64);
      Uinput.call(fd, Uinput.UI_GET_SYSNAME_64, name, "ask for the name of an input device");
      return new KernelDevice(fd, name.getString(0, StandardCharsets.US_ASCII));
    } catch (ErrnoException | RuntimeException e) {
      Fd.close(fd);
      throw e;
    }
  }

  private static int open(String path) throws ErrnoException {
    var errno = new Errno();
    int flags = Uinput.O_RDWR | Uinput.O_NONBLOCK | Uinput.O_CLOEXEC;
    try (var arena = Arena.ofConfined()) {
      int fd = (int) Uinput.OPEN.invokeExact(errno.state(), arena.allocateFrom(path), flags);
      if (fd < 0) {
        throw new ErrnoException("open " + path, errno.get());
      }
      return fd;
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// The device's folder below `/sys/devices/virtual/input`, for example `input7`.
  public String sysName() {
    return sysName;
  }

  /// The descriptor, readable when the kernel has something to tell. Borrowed until [#close()].
  public int fd() {
    return fd;
  }

  /// Collects one event.
  public void put(int type, int code, int value) {
    out.set(ValueLayout.JAVA_SHORT, pending + 16L, (short) type);
    out.set(ValueLayout.JAVA_SHORT, pending + 18L, (short) code);
    out.set(ValueLayout.JAVA_INT, pending + 20L, value);
    pending += EVENT;
  }

  /// Ends the group with a `SYN_REPORT` and gives it to the kernel; nothing when it is empty or the
  /// device is closed.
  ///
  /// @throws ErrnoException the device is gone; the group is dropped
  public void send() throws ErrnoException {
    if (pending == 0) {
      return;
    }
    if (!handle.enter()) {
      pending = 0;
      return;
    }
    try {
      put(0, 0, 0); // EV_SYN, SYN_REPORT
      long written;
      do { // a signal that comes before the kernel has taken anything
        written = (long) Uinput.WRITE.invokeExact(errno.state(), fd, out, (long) pending);
      } while (written < 0 && errno.get() == ErrnoException.EINTR);
      if (written != pending) {
        throw new ErrnoException("write to an input device", errno.get());
      }
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      pending = 0;
      handle.exit();
    }
  }

  /// Takes what the kernel tells next.
  ///
  /// @return whether there was something; [#type], [#code] and [#value] are it
  public boolean receive() throws ErrnoException {
    if (!handle.enter()) {
      return false;
    }
    try {
      long got = (long) Uinput.READ.invokeExact(errnoOfRead.state(), fd, in, (long) EVENT);
      if (got < 0) {
        int error = errnoOfRead.get();
        if (error != ErrnoException.EAGAIN && error != ErrnoException.EINTR) {
          throw new ErrnoException("read from an input device", error);
        }
      }
      return got == EVENT;
    } catch (ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      handle.exit();
    }
  }

  /// The type of what [#receive] took.
  public int type() {
    return Short.toUnsignedInt(in.get(ValueLayout.JAVA_SHORT, 16));
  }

  /// The code of what [#receive] took.
  public int code() {
    return Short.toUnsignedInt(in.get(ValueLayout.JAVA_SHORT, 18));
  }

  /// The value of what [#receive] took.
  public int value() {
    return in.get(ValueLayout.JAVA_INT, 20);
  }

  /// Removes the device and keeps the descriptor, which a thread still uses.
  public void remove() {
    if (!handle.enter()) {
      return;
    }
    try {
      Uinput.call(fd, Uinput.UI_DEV_DESTROY, 0, "remove an input device");
    } catch (ErrnoException _) {
      // closing the descriptor removes it too
    } finally {
      handle.exit();
    }
  }

  /// Removes the device. The thread that polls [#fd()] has ended before.
  @Override
  public void close() {
    remove();
    handle.close();
  }
}
