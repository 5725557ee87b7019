package io.oriel.lib.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Memfd;
import io.oriel.testkit.PrivateBus;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.FileDescriptor;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final EchoObject object = new EchoObject();
  private PrivateBus daemon;
  private Bus server;
  private Bus client;
  private Echo echo;

  @BeforeEach
  void connect() throws Exception {
    Assumptions.assumeTrue(PrivateBus.possible(), "dbus-daemon is not installed");
    daemon = PrivateBus.start();
    server = Bus.session(daemon.address());
    server.export(Echo.PATH, object, Echo.class);
    server.requestName(Echo.BUS_NAME);
    client = Bus.session(daemon.address());
    echo = client.object(Echo.BUS_NAME, Echo.PATH, Echo.class);
  }

  @AfterEach
  void disconnect() throws Exception {
    if (daemon != null) {
      object.release.countDown();
      client.close();
      server.close();
      daemon.close();
    }
  }

  @Test
  void calls_carry_values_of_every_kind_there_and_back() throws Exception {
    Map<String, Variant<?>> dict =
        Map.of("n", new Variant<>(new UInt32(7)), "s", new Variant<>("text"));
    var path = new DBusPath("/a/b");

    assertThat(echo.Say("grüße")).isEqualTo("grüße");
    assertThat(echo.Paths(path, new UInt32(2))).isEqualTo(List.of(path, path));
    var answer = Vardict.of(echo.Dict(dict), "answer");
    assertThat(answer.need("n", UInt32.class)).isEqualTo(new UInt32(7));
    assertThat(answer.get("s", String.class)).contains("text");
    echo.Nothing();
    echo.Forget("bye");
    assertThat(object.forgotten.poll(10, TimeUnit.SECONDS)).isEqualTo("bye");
  }

  @Test
  void descriptors_are_sent_and_received() throws Exception {
    int before = descriptors();
    try (var memory = Memfd.create("sent", 4096)) {
      write(memory.fd(), "through the bus");

      var back = echo.Pass(new FileDescriptor(memory.fd()));

      assertThat(back.getIntFileDescriptor()).isNotEqualTo(memory.fd());
      assertThat(read(back)).startsWith("through the bus");
      Fd.close(back.getIntFileDescriptor());
    }
    await(() -> descriptors() == before); // the server is in this process
  }

  @Test
  void a_record_takes_several_values_and_its_descriptor_is_the_callers() throws Exception {
    int before = descriptors();

    var opened = echo.Open(true);

    assertThat(opened.cookie()).isEqualTo(7);
    assertThat(read(opened.fd())).hasSize(4096);
    Fd.close(opened.fd().getIntFileDescriptor());
    await(() -> descriptors() == before); // the server is in this process
  }

  /// The same object, with answers of other types than it gives.
  @DBusInterfaceName(Echo.NAME)
  interface Wrong {
    UInt32 Say(String words) throws BusException;

    String Pass(FileDescriptor fd) throws BusException;

    void Open(boolean yes) throws BusException;

    Map<String, String> Dict(Map<String, Variant<?>> values) throws BusException;

    FileDescriptor Never() throws BusException;
  }

  @Test
  void an_answer_of_another_type_is_told_and_its_descriptors_are_closed() throws Exception {
    var wrong = client.object(Echo.BUS_NAME, Echo.PATH, Wrong.class);
    int before = descriptors();

    fails(() -> wrong.Say("x"), Kind.WRONG_TYPE).withMessageContaining("(s) came instead of (u)");
    fails(() -> wrong.Dict(Map.of()), Kind.WRONG_TYPE).withMessageContaining("a{sv}");
    try (var memory = Memfd.create("sent", 4096)) {
      fails(() -> wrong.Pass(new FileDescriptor(memory.fd())), Kind.WRONG_TYPE);
    }
    wrong.Open(true);

    await(() -> descriptors() == before); // the server is in this process
  }

  @Test
  void no_answer_ends_with_the_time_out() {
    var impatient = client.object(Echo.BUS_NAME, Echo.PATH, Echo.class, SHORT);

    fails(impatient::Never, Kind.NO_ANSWER)
        .withMessageContaining("Never")
        .withMessageContaining("200");
    assertThatExceptionOfType(BusException.class).isThrownBy(impatient::Never);
  }

  @Test
  void a_descriptor_in_a_late_answer_is_closed() throws Exception {
    int before = descriptors();
    try (var memory = Memfd.create("sent", 4096)) {
      for (int i = 0; i < 50; i++) {
        var hasty = client.object(Echo.BUS_NAME, Echo.PATH, Echo.class, Duration.ofNanos(1));
        try { // a busy machine may have the answer before it looks at the clock
          Fd.close(hasty.Pass(new FileDescriptor(memory.fd())).getIntFileDescriptor());
        } catch (BusException e) {
          assertThat(e.kind()).isEqualTo(Kind.NO_ANSWER);
        }
      }
      echo.Say("every late answer is here once this one is");
    }
    await(() -> descriptors() == before);
  }

  @Test
  void errors_say_what_they_are() {
    fails(() -> echo.Refuse("org.freedesktop.DBus.Error.AccessDenied"), Kind.DENIED);
    fails(() -> echo.Refuse("io.oriel.Odd"), Kind.FAILED)
        .satisfies(e -> assertThat(e.errorName()).contains("io.oriel.Odd"))
        .withMessage("io.oriel.test.Echo.Refuse: no");
    fails(() -> client.object("io.oriel.nobody", "/", Echo.class).Say(""), Kind.UNKNOWN);
    fails(() -> client.object(Echo.BUS_NAME, "/none", Echo.class).Say(""), Kind.UNKNOWN);
    fails(
        () -> client.property(Echo.BUS_NAME, Echo.PATH, Echo.NAME, "x", String.class),
        Kind.UNKNOWN);
  }

  @Test
  void a_message_that_is_too_big_is_passed_over_and_told() throws Exception {
    fails(() -> echo.Large(5 * 1024 * 1024), Kind.TOO_BIG);

    assertThat(echo.Large(1024 * 1024)).hasSize(1024 * 1024);
  }

  @Test
  void properties_are_read_with_their_type() throws Exception {
    var name = Echo.BUS_NAME;

    assertThat(client.property(name, Echo.PATH, Echo.NAME, "version", UInt32.class).intValue())
        .isEqualTo(4);
    assertThat(client.properties(name, Echo.PATH, Echo.NAME).get("name", String.class))
        .contains("echo");
    fails(
            () -> client.property(name, Echo.PATH, Echo.NAME, "version", String.class),
            Kind.WRONG_TYPE)
        .withMessageContaining("is a UInt32, not a String");
    fails(
        () -> client.properties(name, Echo.PATH, Echo.NAME).need("none", String.class),
        Kind.WRONG_TYPE);
  }

  @Test
  void signals_of_the_names_owner_are_heard_in_order_and_no_others() throws Exception {
    var heard = new LinkedBlockingQueue<BusSignal>();
    var match = new SignalMatch(Echo.BUS_NAME, Echo.PATH, Echo.NAME, "Ticked");
    try (var other = Bus.session(daemon.address());
        var _ =
            client.signals(new SignalMatch(other.uniqueName(), null, Echo.NAME, null), _ -> {});
        var _ = client.signals(match, heard::add)) {
      other.emit(Echo.PATH, Echo.NAME, "Ticked", "u", new UInt32(99));
      for (int i = 0; i < 100; i++) {
        server.emit(Echo.PATH, Echo.NAME, "Ticked", "u", new UInt32(i));
        server.emit("/other", Echo.NAME, "Ticked", "u", new UInt32(i));
      }

      for (int i = 0; i < 100; i++) {
        var signal = heard.poll(10, TimeUnit.SECONDS);
        assertThat(signal.value(0, UInt32.class)).isEqualTo(new UInt32(i));
        fails(() -> signal.value(1, UInt32.class), Kind.WRONG_TYPE);
      }
    }
    server.emit(Echo.PATH, Echo.NAME, "Ticked", "u", new UInt32(100));
    echo.Say("");
    assertThat(heard).isEmpty();
  }

  @Test
  void what_waits_for_a_slow_listener_is_bounded_and_the_end_is_told_nevertheless()
      throws Exception {
    var go = new CountDownLatch(1);
    var heard = new AtomicInteger();
    var told = new LinkedBlockingQueue<BusException>();
    client.onLost(told::add);
    client.signals(
        new SignalMatch(Echo.BUS_NAME, null, Echo.NAME, null),
        _ -> {
          await(go);
          heard.incrementAndGet();
        });
    String large = "x".repeat(3 * 1024 * 1024);
    for (int i = 0; i < 20; i++) {
      server.emit(Echo.PATH, Echo.NAME, "Ticked", "s", large);
      echo.Say("it is here");
    }
    daemon.kill();
    await(() -> !client.connected());
    go.countDown();

    assertThat(told.poll(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.GONE);
    assertThat(heard.get()).isBetween(5, 12); // 32 MiB, and the one that is being heard
  }

  @Test
  void calls_to_nobody_do_not_hold_up_signals() throws Exception {
    var go = new CountDownLatch(1);
    var heard = new LinkedBlockingQueue<String>();
    try (var _ =
        client.signals(
            new SignalMatch(Echo.BUS_NAME, null, Echo.NAME, null),
            signal -> {
              await(go);
              heard.add(signal.member());
            })) {
      server.emit(Echo.PATH, Echo.NAME, "First", null);
      var nobody = server.object(client.uniqueName(), "/none", Echo.class);
      for (int i = 0; i < 9000; i++) {
        nobody.Forget("x");
      }
      server.emit(Echo.PATH, Echo.NAME, "Second", null);
      echo.Say("all of it is here");
      go.countDown();

      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("First");
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("Second");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void names_are_seen_coming_and_going() throws Exception {
    var seen = new LinkedBlockingQueue<String>();
    try (var _ = client.watch("io.oriel.later", listener(seen))) {
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("none");
      var later = Bus.session(daemon.address());
      later.requestName("io.oriel.later");
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(later.uniqueName());
      assertThat(client.owner("io.oriel.later")).contains(later.uniqueName());
      fails(() -> server.requestName("io.oriel.later"), Kind.DENIED);
      later.close();
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("none");
      assertThat(client.owner("io.oriel.later")).isEmpty();
    }
  }

  private static NameListener listener(LinkedBlockingQueue<String> seen) {
    return new NameListener() {
      @Override
      public void appeared(String owner) {
        seen.add(owner);
      }

      @Override
      public void vanished() {
        seen.add("none");
      }
    };
  }

  @Test
  void the_end_of_the_bus_is_told_and_ends_every_call() throws Exception {
    var told = new LinkedBlockingQueue<BusException>();
    client.onLost(told::add);
    var waiting = new LinkedBlockingQueue<BusException>();
    Thread.startVirtualThread(
        () -> {
          try {
            echo.Never();
          } catch (BusException e) {
            waiting.add(e);
          }
        });
    echo.Say("the other call is under way or about to be");

    daemon.kill();

    assertThat(told.poll(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.GONE);
    assertThat(waiting.poll(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.GONE);
    fails(() -> echo.Say("x"), Kind.GONE).withMessageContaining("gone");
    assertThat(client.connected()).isFalse();
    var late = new LinkedBlockingQueue<BusException>();
    client.onLost(late::add);
    assertThat(late.poll(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.GONE);
    fails(() -> Bus.session(daemon.address()), Kind.NO_BUS);
  }

  @Test
  void closing_leaves_no_thread_and_no_descriptor() throws Exception {
    int before = descriptors();
    var told = new LinkedBlockingQueue<BusException>();
    for (int i = 0; i < 20; i++) {
      try (var bus = Bus.session(daemon.address())) {
        bus.onLost(told::add);
        bus.watch(Echo.BUS_NAME, listener(new LinkedBlockingQueue<>()));
      }
    }

    await(() -> descriptors() == before);
    await(() -> readers() == 2);
    assertThat(told).isEmpty();
  }

  @Test
  void an_interface_that_cannot_be_called_is_refused_at_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.object(Echo.BUS_NAME, Echo.PATH, Runnable.class))
        .withMessageContaining("does not declare BusException");
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<BusException> fails(
      ThrowingCallable call, Kind kind) {
    var thrown = assertThatExceptionOfType(BusException.class).isThrownBy(call);
    return thrown.matches(e -> e.kind() == kind, "is " + kind);
  }

  private static int descriptors() {
    return new File("/proc/self/fd").list().length;
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("oriel-bus"))
        .count();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static void write(int fd, String text) throws IOException {
    try (var file = FileChannel.open(Path.of("/proc/self/fd/" + fd), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String read(FileDescriptor fd) throws IOException {
    return java.nio.file.Files.readString(
        Path.of("/proc/self/fd/" + fd.getIntFileDescriptor()), StandardCharsets.ISO_8859_1);
  }
}
