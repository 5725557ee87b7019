package io.oriel.input.libei.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.InputTarget.EisFd;
import io.oriel.api.display.InputTarget.EisSocket;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.input.libei.internal.EisServer.Device;
import io.oriel.media.nat.Memfd;
import io.oriel.media.nat.UnixSocket;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that talk nonsense: the injector ends with a reason, and nothing else happens.
class HostileServerTest {
  private final Health health = new Health();
  private EisServer server;
  private Injector injector;

  @BeforeEach
  void start() throws Exception {
    server = new EisServer().offers("ei_keyboard", "ei_pointer", "ei_button");
  }

  @AfterEach
  void stop() {
    if (injector != null) {
      injector.close();
    }
    server.close();
  }

  private Injector open() throws BackendException {
    var place =
        new Placement(
            "display", new EisFd(server.connect(), Optional.empty()), new Region(0, 0, 100, 100));
    var kinds = Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER);
    injector = Configs.input().open(place, kinds, Feedback.NONE, health);
    return injector;
  }

  private void opened() throws BackendException {
    server.onBind(new Device("keys", "ei_keyboard")).start();
    open();
  }

  private void broke(String how) throws InterruptedException {
    assertThat(health.awaitLost()).hasMessageContaining(how);
    injector.key(30, true);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 17, 16_388, -1, Integer.MIN_VALUE})
  void wrong_lengths_end_it(int length) throws Exception {
    opened();
    byte[] bytes = EisServer.message(server.id("connection"), 2).toBytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(8, length);
    server.send(bytes);
    broke("a message of " + Integer.toUnsignedString(length) + " bytes");
  }

  @Test
  void a_giant_string_ends_it() throws Exception {
    opened();
    server.send(
        EisServer.message(server.id("connection"), 0).u32(0).u32(0).u32(0x7fff_fff0).u32(0));
    broke("a string of 2147483632 bytes");
  }

  @Test
  void arguments_that_are_missing_end_it() throws Exception {
    opened();
    server.send(EisServer.message(server.id("connection"), 1).u32(0));
    broke("too short");
  }

  @Test
  void an_unknown_event_ends_it() throws Exception {
    opened();
    server.send(EisServer.message(server.id("keys"), 77));
    broke("event 77 of ei_device");
  }

  @Test
  void events_of_receivers_end_it() throws Exception {
    opened();
    server.send(EisServer.message(server.id("keys/ei_keyboard"), 2).u32(30).u32(1));
    broke("event 2 of ei_keyboard");
  }

  @Test
  void unknown_objects_are_passed_over_for_a_while() throws Exception {
    opened();
    for (int i = 0; i < 900; i++) {
      server.send(EisServer.message(0xff00_0000_0000_9999L, 0));
    }
    server.ping();
    server.awaitAny("ping done 0"::equals);
    for (int i = 0; i < 200; i++) {
      server.send(EisServer.message(0xff00_0000_0000_9999L, 0));
    }
    broke("objects that do not exist");
  }

  @Test
  void object_ids_that_are_in_use_end_it() throws Exception {
    opened();
    server.send(EisServer.message(server.id("seat"), 4).u64(server.id("keys")).u32(1));
    broke("an object id that is in use");
  }

  @Test
  void object_ids_of_clients_end_it() throws Exception {
    opened();
    server.send(EisServer.message(server.id("seat"), 4).u64(5).u32(1));
    broke("a client's id");
  }

  @Test
  void versions_nobody_agreed_on_end_it() throws Exception {
    opened();
    server.send(EisServer.message(server.id("seat"), 4).u64(0xff00_0000_0000_8888L).u32(9));
    broke("ei_device of version 9");
  }

  @Test
  void endless_devices_end_it() throws Exception {
    opened();
    for (int i = 0; i < 70; i++) {
      server.send(EisServer.message(server.id("seat"), 4).u64(0xff00_0000_0001_0000L + i).u32(1));
    }
    broke("more than 64 devices");
  }

  @Test
  void endless_regions_end_it() throws Exception {
    opened();
    long device = 0xff00_0000_0001_0000L;
    server.send(EisServer.message(server.id("seat"), 4).u64(device).u32(1));
    for (int i = 0; i < 70; i++) {
      server.send(EisServer.message(device, 4).u32(0).u32(0).u32(1).u32(1).f32(1));
    }
    broke("a region that comes too late or is one too many");
  }

  @Test
  void endless_pings_of_a_server_that_does_not_read_end_it() throws Exception {
    opened();
    server.reads(false);
    for (int i = 0; i < 40_000 && health.lost.isEmpty(); i++) {
      server.ping();
    }
    health.awaitLost();
  }

  @Test
  void a_keymap_without_its_descriptor_ends_it() throws Exception {
    opened();
    server.send(EisServer.message(server.id("keys/ei_keyboard"), 1).u32(1).u32(100));
    broke("no descriptor");
  }

  @Test
  void a_keymap_of_a_size_that_lies_is_not_believed() throws Exception {
    opened();
    try (var memory = Memfd.create("short", 10)) {
      server.send(
          EisServer.message(server.id("keys/ei_keyboard"), 1).u32(1).u32(1 << 20), memory.fd());
    }
    server.ping();
    server.awaitAny("ping done 0"::equals);
    injector.text("a"); // as on a US keyboard
    server.awaitAny("keys key 30 0"::equals);
    try (var memory = Memfd.create("short", 10)) {
      server.send(EisServer.message(server.id("keys/ei_keyboard"), 1).u32(1).u32(-1), memory.fd());
    }
    broke("a keymap of 4294967295 bytes");
  }

  @Test
  void a_keymap_in_a_pipe_ends_it() throws Exception {
    opened();
    var pair = UnixSocket.pair();
    server.send(EisServer.message(server.id("keys/ei_keyboard"), 1).u32(1).u32(100), pair[0].fd());
    pair[0].close();
    pair[1].close();
    broke("a keymap that cannot be read");
  }

  @Test
  void a_part_that_was_taken_away_gets_no_events() throws Exception {
    server.onBind(new Device("both", "ei_keyboard", "ei_button")).start();
    open();
    injector.key(30, true);
    injector.button(0x110, true);
    server.awaitAny("both button 272 1"::equals);
    server.destroy("both/ei_keyboard");
    server.ping();
    server.awaitAny("ping done 0"::equals);
    server.forget();
    injector.key(30, false);
    injector.key(31, true);
    injector.text("a");
    injector.button(0x110, false);
    assertThat(server.until("both button 272 0")).containsExactly("both button 272 0");
  }

  @Test
  void what_a_full_server_is_owed_does_not_hold_up_the_close() throws Exception {
    server.offers("ei_touchscreen", "ei_pointer_absolute", "ei_button");
    server
        .onBind(
            new Device("screen", "ei_touchscreen", "ei_pointer_absolute", "ei_button")
                .region(0, 0, 100, 100, null))
        .start();
    var place =
        new Placement(
            "display", new EisFd(server.connect(), Optional.empty()), new Region(0, 0, 100, 100));
    var kinds = Set.of(DeviceKind.TOUCH, DeviceKind.PEN);
    injector = Configs.input().open(place, kinds, Feedback.NONE, health);
    server.reads(false);
    var point = new TouchPoint();
    point.phase = TouchPoint.Phase.DOWN;
    for (point.id = 0; point.id < 16; point.id++) {
      injector.touch(point);
    }
    var sample = new PenSample();
    sample.phase = TouchPoint.Phase.MOVE;
    for (int i = 0; i < 20_000; i++) {
      sample.x01 = i % 100 / 100f;
      injector.pen(sample);
    }
    assertThat(health.degraded).anyMatch(text -> text.contains("does not keep up"));
    assertTimeoutPreemptively(Duration.ofSeconds(10), injector::close);
  }

  @Test
  void a_server_that_will_not_read_again_ends_it() throws Exception {
    server.close();
    Path path = Files.createTempDirectory("eis").resolve("eis-0");
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(path));
      var opening =
          CompletableFuture.supplyAsync(
              () -> {
                var place =
                    new Placement(
                        "display", new EisSocket(path.toString()), new Region(0, 0, 100, 100));
                return catchThrowable(
                    () ->
                        Configs.input()
                            .open(place, Set.of(DeviceKind.KEYBOARD), Feedback.NONE, health));
              });
      try (var socket = listening.accept()) {
        socket.shutdownInput();
        socket.write(ByteBuffer.wrap(EisServer.message(0, 0).u32(1).toBytes()));
        assertThat(opening.get(10, TimeUnit.SECONDS))
            .isInstanceOf(BackendException.class)
            .hasMessageContaining("input has lost its EIS server: cannot send");
      }
    } finally {
      Files.deleteIfExists(path);
      Files.delete(path.getParent());
    }
    server = new EisServer();
  }

  @Test
  void a_seat_without_end_is_given_up() {
    server.startSilently();
    server.send(EisServer.message(0, 0).u32(1));
    server.offers();
    assertThatThrownBy(this::open)
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("offered no seat");
  }

  /// Messages that make sense, damaged at random.
  @Test
  void damaged_messages_never_do_worse_than_end_it() throws Exception {
    var random = new Random(42);
    long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
    int rounds = 0;
    server.close();
    while (System.nanoTime() < end) {
      round(random);
      rounds++;
    }
    assertThat(rounds).isGreaterThan(10);
    server = new EisServer();
  }

  private void round(Random random) throws Exception {
    var out = new ArrayList<EisServer.Message>();
    long seat = 0xff00_0000_0000_0001L;
    out.add(EisServer.message(0, 0).u32(1));
    out.add(EisServer.message(0, 1).string("ei_device").u32(2));
    out.add(EisServer.message(0, 2).u32(1).u64(seat - 1).u32(1));
    out.add(EisServer.message(seat - 1, 1).u64(seat).u32(1));
    out.add(EisServer.message(seat, 1).string("seat"));
    out.add(EisServer.message(seat, 2).u64(1).string("ei_keyboard"));
    out.add(EisServer.message(seat, 2).u64(2).string("ei_pointer"));
    out.add(EisServer.message(seat, 3));
    out.add(EisServer.message(1, 0).u64(0));
    out.add(EisServer.message(seat, 4).u64(seat + 1).u32(1));
    out.add(EisServer.message(seat + 1, 4).u32(0).u32(0).u32(9).u32(9).f32(1));
    out.add(EisServer.message(seat + 1, 5).u64(seat + 2).string("ei_keyboard").u32(1));
    out.add(EisServer.message(seat + 1, 6));
    out.add(EisServer.message(seat + 1, 7).u32(2));
    out.add(EisServer.message(seat + 2, 3).u32(3).u32(1).u32(1).u32(1).u32(1));
    out.add(EisServer.message(seat + 1, 8).u32(2));
    out.add(EisServer.message(seat + 1, 0).u32(2));
    server = new EisServer().startSilently();
    boolean damaged = false;
    for (int i = 0; i < out.size(); i++) {
      byte[] bytes = out.get(i).toBytes();
      if (random.nextInt(12) == 0) {
        damaged = true;
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(30) == 0) {
        damaged = true;
        server.send(out.get(random.nextInt(out.size())).toBytes());
      }
      server.send(bytes);
    }
    try {
      var opened = open();
      opened.key(30, true);
      opened.text("a");
      opened.moveBy(1, 1);
      opened.close();
      injector = null;
    } catch (BackendException e) {
      assertThat(damaged).as(e.getMessage()).isTrue();
      assertThat(e.getMessage()).doesNotContain("broke: java");
    } finally {
      server.close();
    }
    for (var lost : health.lost) {
      assertThat(lost.getMessage()).doesNotContain("broke: java");
    }
    health.lost.clear();
  }

  @Test
  void nothing_is_left_of_a_hundred_injectors() throws Exception {
    server.close();
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc");
    once();
    int before = descriptors();
    for (int i = 0; i < 100; i++) {
      once();
    }
    assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
    server = new EisServer();
  }

  private void once() throws Exception {
    server = new EisServer().offers("ei_keyboard");
    server.onBind(new Device("keys", "ei_keyboard").keymap("nonsense")).start();
    open();
    injector.close();
    injector = null;
    server.close();
  }

  private static int descriptors() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return List.copyOf(all.toList()).size();
    }
  }
}
