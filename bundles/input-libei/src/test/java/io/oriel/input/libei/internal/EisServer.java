package io.oriel.input.libei.internal;

import io.oriel.api.display.FdSupplier;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Memfd;
import io.oriel.media.nat.Poller;
import io.oriel.media.nat.UnixSocket;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A libei server for tests: does what a test says, and writes down every request in words.
final class EisServer implements AutoCloseable {
  /// A device as a test describes it.
  record Device(String name, List<String> interfaces, List<Object[]> regions, String keymap) {
    Device(String name, String... interfaces) {
      this(name, List.of(interfaces), List.of(), null);
    }

    /// @param mapping `null`: none
    Device region(int x, int y, int width, int height, String mapping) {
      var more = new ArrayList<>(regions);
      more.add(new Object[] {x, y, width, height, mapping});
      return new Device(name, interfaces, more, keymap);
    }

    Device keymap(String text) {
      return new Device(name, interfaces, regions, text);
    }
  }

  /// What each request is called, and its arguments: u, i, f, t (64 bits), s; n is a
  /// serial, which is checked and not written down.
  private static final Map<String, String[]> REQUESTS =
      Map.ofEntries(
          Map.entry(
              "ei_handshake",
              new String[] {
                "handshake_version u", "finish", "context_type u", "name s", "interface_version su"
              }),
          Map.entry("ei_connection", new String[] {"sync tu", "disconnect"}),
          Map.entry("ei_pingpong", new String[] {"done t"}),
          Map.entry("ei_seat", new String[] {"release", "bind t"}),
          Map.entry(
              "ei_device",
              new String[] {
                "release", "start_emulating nu", "stop_emulating n", "frame nt", "ready"
              }),
          Map.entry("ei_pointer", new String[] {"release", "motion ff"}),
          Map.entry("ei_pointer_absolute", new String[] {"release", "motion_absolute ff"}),
          Map.entry(
              "ei_scroll", new String[] {"release", "scroll ff", "discrete ii", "scroll_stop uuu"}),
          Map.entry("ei_button", new String[] {"release", "button uu"}),
          Map.entry("ei_keyboard", new String[] {"release", "key uu"}),
          Map.entry(
              "ei_touchscreen",
              new String[] {"release", "down uff", "motion uff", "up u", "cancel u"}),
          Map.entry("ei_text", new String[] {"release", "keysym uu", "utf8 s"}));

  private static final long SEAT_MASK_BASE = 0x10;

  private final UnixSocket socket;
  private final UnixSocket clientEnd;
  private final Map<Long, String> interfaces = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<String, Long> ids = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Device> onBind = new ArrayList<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Thread thread;
  private List<String> capabilities = List.of();
  private String seatName = "seat0";
  private long nextId = 0xff00_0000_0000_0000L;
  private int serial = 100;
  private boolean resumesDevices = true;
  private volatile boolean reads = true;
  private volatile boolean closed;

  EisServer() throws ErrnoException {
    var pair = UnixSocket.pair();
    socket = pair[0];
    clientEnd = pair[1];
    interfaces.put(0L, "ei_handshake");
    names.put(0L, "handshake");
    thread = Thread.ofPlatform().daemon().name("test-eis").unstarted(this::run);
  }

  /// Capabilities that the seat offers.
  EisServer offers(String... wanted) {
    capabilities = List.of(wanted);
    return this;
  }

  EisServer seatName(String name) {
    seatName = name;
    return this;
  }

  /// The version the server has of an interface; 1 if nothing is said.
  EisServer version(String name, int version) {
    versions.put(name, version);
    return this;
  }

  /// A device that appears as soon as the seat is bound.
  EisServer onBind(Device device) {
    onBind.add(device);
    return this;
  }

  /// Devices stay paused until a test resumes them.
  EisServer leavesPaused() {
    resumesDevices = false;
    return this;
  }

  EisServer start() {
    thread.start();
    send(message(0, 0).u32(1));
    return this;
  }

  /// Starts and says nothing.
  EisServer startSilently() {
    thread.start();
    return this;
  }

  /// The client's end; once.
  FdSupplier connect() {
    return () -> {
      try {
        return Fd.dup(clientEnd.fd());
      } catch (ErrnoException e) {
        throw new UncheckedIOException(e);
      } finally {
        clientEnd.close();
      }
    };
  }

  /// Stops or goes on reading requests.
  void reads(boolean on) {
    reads = on;
  }

  // --- what it says

  synchronized void add(Device device) {
    long id = nextId++;
    know(device.name(), id, "ei_device");
    int version = versions.getOrDefault("ei_device", 1);
    send(message(ids.get("seat"), 4).u64(id).u32(version));
    send(message(id, 1).string(device.name()));
    send(message(id, 2).u32(1));
    for (var region : device.regions()) {
      if (region[4] != null) {
        send(message(id, 12).string((String) region[4]));
      }
      var sent = message(id, 4);
      for (int i = 0; i < 4; i++) {
        sent.u32((int) region[i]);
      }
      send(sent.f32(1));
    }
    for (String name : device.interfaces()) {
      long part = nextId++;
      know(device.name() + "/" + name, part, name);
      send(message(id, 5).u64(part).string(name).u32(versions.getOrDefault(name, 1)));
      if (name.equals("ei_keyboard") && device.keymap() != null) {
        keymap(part, device.keymap());
      }
    }
    send(message(id, 6));
    if (resumesDevices) {
      resume(device.name());
    }
  }

  private void know(String name, long id, String kind) {
    ids.put(name, id);
    names.put(id, name.contains("/") ? name.substring(0, name.indexOf('/')) : name);
    interfaces.put(id, kind);
  }

  private void keymap(long part, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    try (var memory = Memfd.create("keymap", utf8.length + 1)) {
      MemorySegment.copy(utf8, 0, memory.bytes(), ValueLayout.JAVA_BYTE, 0, utf8.length);
      send(message(part, 1).u32(1).u32(utf8.length + 1), memory.fd());
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void resume(String device) {
    send(message(ids.get(device), 7).u32(++serial));
  }

  synchronized void pause(String device) {
    send(message(ids.get(device), 8).u32(++serial));
  }

  synchronized void destroy(String object) {
    send(message(ids.get(object), 0).u32(++serial));
  }

  synchronized void modifiers(String device, int depressed, int locked, int latched, int group) {
    send(
        message(ids.get(device + "/ei_keyboard"), 3)
            .u32(++serial)
            .u32(depressed)
            .u32(locked)
            .u32(latched)
            .u32(group));
  }

  synchronized void ping() {
    long id = nextId++;
    interfaces.put(id, "ei_pingpong");
    names.put(id, "ping");
    send(message(ids.get("connection"), 3).u64(id).u32(1));
  }

  /// @param why `null`: nothing is said
  synchronized void disconnect(int reason, String why) {
    send(message(ids.get("connection"), 0).u32(serial).u32(reason).string(why));
  }

  long id(String object) {
    synchronized (this) {
      return ids.get(object);
    }
  }

  // --- what it hears

  private void run() {
    var buffer = Arena.ofAuto().allocate(1 << 16);
    var held = ByteBuffer.allocate(1 << 20).order(ByteOrder.nativeOrder());
    var poller = new Poller(socket.fd());
    try {
      while (!closed) {
        if (!reads) {
          TimeUnit.MILLISECONDS.sleep(5); // as a server that hangs
          continue;
        }
        if (!poller.poll(20_000_000)) {
          continue;
        }
        int came = socket.receive(buffer, 0, buffer.byteSize());
        if (came == 0) {
          note("closed");
          return;
        }
        if (came > 0) {
          held.put(buffer.asSlice(0, came).toArray(ValueLayout.JAVA_BYTE));
          held.flip();
          while (held.remaining() >= 16 && held.remaining() >= held.getInt(held.position() + 8)) {
            one(held);
          }
          held.compact();
        }
      }
    } catch (ErrnoException | InterruptedException _) {
      note("closed");
    }
  }

  private synchronized void one(ByteBuffer in) {
    int end = in.position() + in.getInt(in.position() + 8);
    long object = in.getLong();
    in.getInt();
    int opcode = in.getInt();
    String kind = interfaces.getOrDefault(object, "nothing");
    String[] known = REQUESTS.getOrDefault(kind, new String[0]);
    String[] request = (opcode < known.length ? known[opcode] : "opcode" + opcode).split(" ");
    var line = new StringBuilder(names.getOrDefault(object, "?")).append(' ').append(request[0]);
    for (char type : (request.length > 1 ? request[1] : "").toCharArray()) {
      switch (type) {
        case 'n' -> {
          int newest = in.getInt();
          line.append(newest <= serial ? "" : " serial-from-the-future");
        }
        case 't' -> line.append(' ').append(in.getLong());
        case 'f' -> line.append(' ').append(in.getFloat());
        case 's' -> {
          byte[] bytes = new byte[in.getInt()];
          in.get(bytes);
          line.append(' ').append(new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8));
        }
        default -> line.append(' ').append(in.getInt());
      }
      if (type == 's') {
        in.position(in.position() + 3 & ~3);
      }
    }
    in.position(end);
    note(line.toString());
    answer(kind, request[0], line.toString());
  }

  private void answer(String kind, String request, String line) {
    if (request.equals("finish")) {
      long id = nextId++;
      know("connection", id, "ei_connection");
      versions.forEach((name, version) -> send(message(0, 1).string(name).u32(version)));
      send(message(0, 2).u32(++serial).u64(id).u32(1));
      seat();
    } else if (request.equals("bind")) {
      onBind.forEach(this::add);
      onBind.clear();
    } else if (kind.equals("ei_connection") && request.equals("sync")) {
      send(message(Long.parseLong(line.split(" ")[2]), 0).u64(0));
    }
  }

  private void seat() {
    if (capabilities.isEmpty()) {
      return;
    }
    long id = nextId++;
    know("seat", id, "ei_seat");
    send(message(ids.get("connection"), 1).u64(id).u32(1));
    send(message(id, 1).string(seatName));
    long mask = SEAT_MASK_BASE;
    for (String capability : capabilities) {
      send(message(id, 2).u64(mask).string(capability));
      mask <<= 1;
    }
    send(message(id, 3));
  }

  private void note(String line) {
    synchronized (this) {
      requests.add(line);
      notifyAll();
    }
  }

  /// Every request so far, frames left out.
  synchronized List<String> requests() {
    return requests.stream().filter(line -> !line.contains(" frame ")).toList();
  }

  synchronized void forget() {
    requests.clear();
  }

  /// The requests to devices so far, when the last of them is this one; waits for it.
  List<String> until(String last) throws InterruptedException {
    awaitAny(line -> line.equals(last));
    return requests().stream()
        .filter(line -> !line.startsWith("handshake") && !line.startsWith("connection sync"))
        .filter(line -> !line.contains("start_emulating") && !line.equals("closed"))
        .toList();
  }

  synchronized void awaitAny(Predicate<String> wanted) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (requests.stream().noneMatch(wanted)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("it did not come; there was " + requests);
      }
      wait(left);
    }
  }

  // --- bytes

  /// An event being written.
  static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long object;
    private final int opcode;

    private Message(long object, int opcode) {
      this.object = object;
      this.opcode = opcode;
    }

    Message u32(int value) {
      bytes.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
      return this;
    }

    Message u64(long value) {
      bytes.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(value).array());
      return this;
    }

    Message f32(float value) {
      return u32(Float.floatToRawIntBits(value));
    }

    Message string(String value) {
      if (value == null) {
        return u32(0);
      }
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      u32(utf8.length + 1);
      bytes.writeBytes(utf8);
      bytes.writeBytes(new byte[(utf8.length + 4 & ~3) - utf8.length]);
      return this;
    }

    byte[] toBytes() {
      return ByteBuffer.allocate(16 + bytes.size())
          .order(ByteOrder.nativeOrder())
          .putLong(object)
          .putInt(16 + bytes.size())
          .putInt(opcode)
          .put(bytes.toByteArray())
          .array();
    }
  }

  static Message message(long object, int opcode) {
    return new Message(object, opcode);
  }

  void send(Message message, int... fds) {
    send(message.toBytes(), fds);
  }

  /// Sends bytes as they are.
  void send(byte[] bytes, int... fds) {
    var from = Arena.ofAuto().allocate(Math.max(1, bytes.length));
    MemorySegment.copy(bytes, 0, from, ValueLayout.JAVA_BYTE, 0, bytes.length);
    try {
      int sent = 0;
      while (sent < bytes.length) {
        int taken = socket.send(from, sent, bytes.length - sent, fds, sent == 0 ? fds.length : 0);
        sent += Math.max(0, taken);
      }
    } catch (ErrnoException _) {
      note("cannot send");
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    socket.close();
    clientEnd.close();
  }
}
