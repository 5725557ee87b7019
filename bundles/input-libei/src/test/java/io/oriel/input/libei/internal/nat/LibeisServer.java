package io.oriel.input.libei.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.Memfd;
import io.oriel.media.nat.Poller;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// A server made of the real libeis (`libeis.so.1`, `libeis.h` 1.3), with a keyboard, a pointer and
/// an absolute device with a touch screen. Writes down what it is told, with libeis' own checks.
public final class LibeisServer implements AutoCloseable {
  private static final Optional<SymbolLookup> LIBRARY = Foreign.library("libeis.so.1");

  // enum eis_device_capability
  private static final int POINTER = 1;
  private static final int ABSOLUTE = 2;
  private static final int KEYBOARD = 4;
  private static final int TOUCH = 8;
  private static final int SCROLL = 16;
  private static final int BUTTON = 32;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment eis;
  private final String keymap;
  private final List<String> events = new ArrayList<>();
  private final ConcurrentLinkedQueue<Runnable> work = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private MemorySegment client;
  private MemorySegment seat;
  private MemorySegment keyboard;
  private volatile boolean closed;

  /// Whether the library is installed.
  public static boolean available() {
    return LIBRARY.isPresent();
  }

  /// Listens.
  ///
  /// @param keymap of its keyboard
  public LibeisServer(Path socket, String keymap) {
    this.keymap = keymap;
    eis = pointer("eis_new", MemorySegment.NULL);
    int failed = number("eis_setup_backend_socket", eis, text(socket.toString()));
    if (failed != 0) {
      throw new IllegalStateException("libeis does not listen: " + failed);
    }
    thread = Thread.ofPlatform().daemon().name("test-libeis").start(this::run);
  }

  private void run() {
    var poller = new Poller(number("eis_get_fd", eis));
    try {
      while (!closed) {
        poller.poll(10_000_000);
        for (var next = work.poll(); next != null; next = work.poll()) {
          next.run();
        }
        plain("eis_dispatch", eis);
        for (var event = pointer("eis_get_event", eis);
            event.address() != 0;
            event = pointer("eis_get_event", eis)) {
          handle(event);
          pointer("eis_event_unref", event);
        }
      }
    } catch (Exception e) {
      note("broke: " + e);
    }
  }

  private void handle(MemorySegment event) throws Exception {
    switch (number("eis_event_get_type", event)) {
      case 1 -> {
        client = pointer("eis_event_get_client", event);
        plain("eis_client_connect", client);
        seat = pointer("eis_client_new_seat", client, text("seat"));
        for (int capability = POINTER; capability <= BUTTON; capability <<= 1) {
          plain("eis_seat_configure_capability", seat, capability);
        }
        plain("eis_seat_add", seat);
        note("client " + (flag("eis_client_is_sender", client) ? "sends" : "receives"));
      }
      case 2 -> note("gone");
      case 3 -> devices();
      case 200 -> note("start");
      case 201 -> note("stop");
      case 300 ->
          note(
              "motion %s %s"
                  .formatted(
                      real("eis_event_pointer_get_dx", event),
                      real("eis_event_pointer_get_dy", event)));
      case 400 ->
          note(
              "to %s %s"
                  .formatted(
                      real("eis_event_pointer_get_absolute_x", event),
                      real("eis_event_pointer_get_absolute_y", event)));
      case 500 ->
          note(
              "button %d %b"
                  .formatted(
                      number("eis_event_button_get_button", event),
                      flag("eis_event_button_get_is_press", event)));
      case 603 ->
          note(
              "discrete %d %d"
                  .formatted(
                      number("eis_event_scroll_get_discrete_dx", event),
                      number("eis_event_scroll_get_discrete_dy", event)));
      case 700 ->
          note(
              "key %d %b"
                  .formatted(
                      number("eis_event_keyboard_get_key", event),
                      flag("eis_event_keyboard_get_key_is_press", event)));
      case 800, 802 ->
          note(
              "touch %d %s %s"
                  .formatted(
                      number("eis_event_touch_get_id", event),
                      real("eis_event_touch_get_x", event),
                      real("eis_event_touch_get_y", event)));
      case 801 ->
          note(
              "touch %d %s"
                  .formatted(
                      number("eis_event_touch_get_id", event),
                      flag("eis_event_touch_get_is_cancel", event) ? "cancelled" : "up"));
      default -> {}
    }
  }

  private void devices() throws Exception {
    if (keyboard != null) {
      return;
    }
    keyboard = device("keyboard", KEYBOARD);
    byte[] utf8 = keymap.getBytes(StandardCharsets.UTF_8);
    try (var memory = Memfd.create("keymap", utf8.length + 1)) {
      MemorySegment.copy(utf8, 0, memory.bytes(), ValueLayout.JAVA_BYTE, 0, utf8.length);
      var map =
          (MemorySegment)
              Foreign.function(
                      LIBRARY.orElseThrow(),
                      "eis_device_new_keymap",
                      FunctionDescriptor.of(
                          ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ValueLayout.JAVA_LONG))
                  .invoke(keyboard, 1, memory.fd(), (long) utf8.length + 1);
      plain("eis_keymap_add", map);
      pointer("eis_keymap_unref", map);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    add(keyboard);
    add(device("pointer", POINTER, SCROLL, BUTTON));
    absolute(0);
  }

  private MemorySegment device(String name, int... capabilities) {
    var device = pointer("eis_seat_new_device", seat);
    plain("eis_device_configure_name", device, text(name));
    for (int capability : capabilities) {
      plain("eis_device_configure_capability", device, capability);
    }
    return device;
  }

  private void absolute(int x) {
    var device = device("absolute", ABSOLUTE, BUTTON, SCROLL, TOUCH);
    var region = pointer("eis_device_new_region", device);
    plain("eis_region_set_offset", region, x, 0);
    plain("eis_region_set_size", region, 1000, 500);
    plain("eis_region_add", region);
    pointer("eis_region_unref", region);
    add(device);
  }

  private static void add(MemorySegment device) {
    plain("eis_device_add", device);
    plain("eis_device_resume", device);
  }

  /// Pauses the keyboard, or lets it go on.
  public void pauseKeyboard(boolean paused) {
    work.add(() -> plain(paused ? "eis_device_pause" : "eis_device_resume", keyboard));
  }

  /// Asks the client whether it lives.
  public void ping() {
    work.add(() -> plain("eis_ping", pointer("eis_client_new_ping", client)));
  }

  /// Ends the connection.
  public void disconnect() {
    work.add(() -> plain("eis_client_disconnect", client));
  }

  private void note(String line) {
    synchronized (events) {
      events.add(line);
      events.notifyAll();
    }
  }

  /// Everything so far, once this line is among it.
  public List<String> until(String last) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    synchronized (events) {
      while (!events.contains(last)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(last + " did not come; there was " + events);
        }
        events.wait(left);
      }
      return List.copyOf(events);
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
    pointer("eis_unref", eis);
    arena.close();
  }

  // --- calls

  private MemorySegment text(String value) {
    return arena.allocateFrom(value);
  }

  private static Object call(String name, MemoryLayout result, Object... arguments) {
    var layouts =
        Stream.of(arguments)
            .map(a -> a instanceof MemorySegment ? (MemoryLayout) ADDRESS : JAVA_INT)
            .toArray(MemoryLayout[]::new);
    var type =
        result == null
            ? FunctionDescriptor.ofVoid(layouts)
            : FunctionDescriptor.of(result, layouts);
    try {
      return Foreign.function(LIBRARY.orElseThrow(), name, type).invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static void plain(String name, Object... arguments) {
    call(name, null, arguments);
  }

  private static MemorySegment pointer(String name, Object... arguments) {
    return (MemorySegment) call(name, ADDRESS, arguments);
  }

  private static int number(String name, Object... arguments) {
    return (int) call(name, JAVA_INT, arguments);
  }

  private static double real(String name, Object... arguments) {
    return (double) call(name, JAVA_DOUBLE, arguments);
  }

  private static boolean flag(String name, Object... arguments) {
    return (boolean) call(name, JAVA_BOOLEAN, arguments);
  }
}
