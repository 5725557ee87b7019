package io.oriel.vdisplay.kwin.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// A program of its own that connects to KWin and hands the connection over.
///
/// KWin grants its restricted interfaces by the path of the executable that called connect(2); for
/// a host in a JVM that is any JDK's `java`. This class is copied to the disk and run by a launcher
/// whose path is ours, so it needs nothing but the JDK: no other class of this bundle, no nested
/// one.
///
/// `Handover WAYLAND_SOCKET OWN_SOCKET`: connects, waits until KWin has seen who it is, says
/// `ready`, gives the connection (`SCM_RIGHTS`, with one byte) to the first who connects to
/// `OWN_SOCKET`, and ends with its input.
public final class Handover {
  /// Said once the connection waits to be fetched.
  public static final String READY = "ready";

  // sys/socket.h, sys/un.h
  private static final int AF_UNIX = 1;
  private static final int STREAM_CLOEXEC = 1 | 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int SUN_PATH_BYTES = 108;

  // struct msghdr and struct cmsghdr of a 64-bit Linux, and the space of one descriptor
  private static final int MSGHDR_BYTES = 56;
  private static final int CMSG_BYTES = 24;
  private static final int CMSG_LENGTH = 20;

  // wl_display.sync: object 1, request 0, of 12 bytes, makes object 2. Its two answers, the event
  // wl_callback.done and wl_display.delete_id, have 12 bytes each; then 2 is free again.
  private static final int[] SYNC = {1, 12 << 16, 2};
  private static final int ANSWERS_BYTES = 24;

  private Handover() {}

  public static void main(String[] args) {
    Thread.ofPlatform().daemon().start(Handover::endWithInput); // nobody may fetch the connection
    try (var memory = Arena.ofConfined()) {
      int kwin = connected(memory, args[0]);
      greet(memory, kwin);
      int door = listening(memory, args[1]);
      System.out.println(READY);
      int host =
          (int)
              call("accept", JAVA_INT, ADDRESS, ADDRESS)
                  .invokeExact(door, MemorySegment.NULL, MemorySegment.NULL);
      give(memory, checked(host, "accept"), kwin);
      // KWin looks this process up for as long as the host asks for interfaces
      Thread.sleep(Long.MAX_VALUE);
    } catch (Throwable e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // nothing is said there
      }
    } catch (IOException _) {
      // as good as its end
    }
    Runtime.getRuntime().halt(0);
  }

  private static int connected(Arena memory, String path) throws Throwable {
    int socket = socket();
    var address = address(memory, path);
    int answer =
        (int)
            call("connect", JAVA_INT, ADDRESS, JAVA_INT)
                .invokeExact(socket, address, (int) address.byteSize());
    checked(answer, "connect to " + path);
    return socket;
  }

  /// Waits for an answer: until then KWin may not have looked at who connected.
  private static void greet(Arena memory, int kwin) throws Throwable {
    var message = memory.allocateFrom(JAVA_INT, SYNC);
    long sent = (long) transfer("write").invokeExact(kwin, message, message.byteSize());
    if (sent != message.byteSize()) {
      throw new IOException("KWin takes no message");
    }
    var answers = memory.allocate(ANSWERS_BYTES, 4);
    long came = 0;
    while (came < ANSWERS_BYTES) {
      long more =
          (long) transfer("read").invokeExact(kwin, answers.asSlice(came), ANSWERS_BYTES - came);
      if (more <= 0) {
        throw new IOException("KWin closed the connection at once");
      }
      came += more;
    }
  }

  private static int listening(Arena memory, String path) throws Throwable {
    int socket = socket();
    var address = address(memory, path);
    int bound =
        (int)
            call("bind", JAVA_INT, ADDRESS, JAVA_INT)
                .invokeExact(socket, address, (int) address.byteSize());
    checked(bound, "bind " + path);
    checked((int) call("listen", JAVA_INT, JAVA_INT).invokeExact(socket, 1), "listen");
    return socket;
  }

  private static void give(Arena memory, int host, int kwin) throws Throwable {
    var part = memory.allocate(16, 8); // struct iovec
    part.set(ADDRESS, 0, memory.allocate(1));
    part.set(JAVA_LONG, 8, 1);
    var control = memory.allocate(CMSG_BYTES, 8);
    control.set(JAVA_LONG, 0, CMSG_LENGTH);
    control.set(JAVA_INT, 8, SOL_SOCKET);
    control.set(JAVA_INT, 12, SCM_RIGHTS);
    control.set(JAVA_INT, 16, kwin);
    var message = memory.allocate(MSGHDR_BYTES, 8);
    message.set(ADDRESS, 16, part);
    message.set(JAVA_LONG, 24, 1);
    message.set(ADDRESS, 32, control);
    message.set(JAVA_LONG, 40, CMSG_BYTES);
    long sent =
        (long)
            function("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT))
                .invokeExact(host, message, MSG_NOSIGNAL);
    checked((int) sent, "hand the connection over");
  }

  private static int socket() throws Throwable {
    int socket =
        (int) call("socket", JAVA_INT, JAVA_INT, JAVA_INT).invokeExact(AF_UNIX, STREAM_CLOEXEC, 0);
    return checked(socket, "make a socket");
  }

  /// `struct sockaddr_un`
  private static MemorySegment address(Arena memory, String path) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= SUN_PATH_BYTES) {
      throw new IOException(path + " is too long for a socket's path");
    }
    var address = memory.allocate(2 + name.length + 1L, 2);
    address.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
    return address;
  }

  private static int checked(int answer, String what) throws IOException {
    if (answer < 0) {
      throw new IOException("cannot " + what);
    }
    return answer;
  }

  /// `ssize_t read(int fd, void *bytes, size_t count)`, and `write` alike
  private static MethodHandle transfer(String name) {
    return function(name, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  }

  /// A function that returns an `int`.
  private static MethodHandle call(String name, ValueLayout... arguments) {
    return function(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }
}
