package io.oriel.lib.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.testkit.FuzzBudget;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Something that is no bus, or one that lies.
class BadBusTest {
  /// What dbus-daemon 1.14 answers to `Hello`, little endian: serial 1, answer to serial 1.
  private static final byte[] HELLO_ANSWER =
      HexFormat.of()
          .parseHex(
              "6c0201010900000001000000" // fixed part: 9 bytes of body
                  + "3d000000" // 61 bytes of fields
                  + "0601730004000000"
                  + "3a312e3000000000" // destination :1.0
                  + "0501750001000000" // reply serial 1
                  + "0801670001730000" // signature s
                  + "0701730014000000"
                  + "6f72672e667265656465736b746f702e4442757300000000" // org.freedesktop.DBus
                  + "040000003a312e3000"); // :1.0

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PATIENT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private ServerSocketChannel listening;
  private String address;

  /// Plays one connection.
  private interface Script {
    void play(SocketChannel client) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    var path = folder.resolve("bus");
    listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(path));
    address = "unix:path=" + path;
  }

  @AfterEach
  void stop() throws IOException {
    listening.close();
  }

  private void play(Script script) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (var client = listening.accept()) {
                script.play(client);
              } catch (IOException e) {
                // the client left first
              }
            });
  }

  @Test
  void a_peer_that_is_no_bus_is_told_apart() {
    play(client -> answer(client, "HTTP/1.1 400 Bad Request\r\n"));
    refused().withMessageContaining("400 Bad Request");

    play(client -> answer(client, "REJECTED DBUS_COOKIE_SHA1\r\n"));
    refused().withMessageContaining("does not let user").withMessageContaining("REJECTED");

    play(
        client -> {
          answer(client, "OK 1234\r\n");
          answer(client, "ERROR\r\n");
        });
    refused().withMessageContaining("passes no descriptors");

    play(client -> answer(client, "x".repeat(10_000)));
    refused().withMessageContaining("does not speak D-Bus");
  }

  @Test
  void a_silent_peer_costs_the_time_out_and_no_more() {
    play(BadBusTest::listenOnly);
    fails(address, SHORT).withMessageContaining("silent");

    play(
        client -> {
          welcome(client);
          listenOnly(client);
        });
    fails(address, SHORT).withMessageContaining("no answer within");
  }

  private static void listenOnly(SocketChannel client) throws IOException {
    var bytes = ByteBuffer.allocate(1000);
    while (client.read(bytes.clear()) >= 0) {}
  }

  @Test
  void addresses_without_a_bus_are_explained() {
    fails("tcp:host=localhost,port=1", SHORT).withMessageContaining("only Unix sockets");
    fails("unix:path=/nowhere;unix:abstract=oriel-nobody", SHORT).withMessageContaining("/nowhere");
    fails("unix:path=/a%zz", SHORT).withMessageContaining("bad escape");
  }

  @Test
  void messages_that_lie_end_the_connection_and_nothing_else() throws Exception {
    int before = descriptors();
    FuzzBudget.run(this::lie);
    assertThat(descriptors() - before).isLessThanOrEqualTo(4); // scripts may still be ending
  }

  private void lie(SplittableRandom random) {
    byte[] lie = HELLO_ANSWER.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      lie[random.nextInt(lie.length)] = (byte) random.nextInt(256);
    }
    play(
        client -> {
          welcome(client);
          client.read(ByteBuffer.allocate(1000));
          client.write(ByteBuffer.wrap(lie));
        });
    try (var bus = Bus.open(address, SHORT)) {
      assertThat(bus.uniqueName()).isNotNull();
    } catch (BusException e) {
      assertThat(e.kind()).isEqualTo(Kind.NO_BUS);
    }
  }

  private org.assertj.core.api.ThrowableAssertAlternative<BusException> refused() {
    return fails(address, PATIENT);
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<BusException> fails(
      String address, Duration timeout) {
    return assertThatExceptionOfType(BusException.class)
        .isThrownBy(() -> Bus.open(address, timeout))
        .matches(e -> e.kind() == Kind.NO_BUS, "is NO_BUS");
  }

  private static int descriptors() {
    return new java.io.File("/proc/self/fd").list().length;
  }

  private static void welcome(SocketChannel client) throws IOException {
    answer(client, "OK 0123456789abcdef0123456789abcdef\r\n");
    answer(client, "AGREE_UNIX_FD\r\n");
    line(client);
  }

  private static void answer(SocketChannel client, String text) throws IOException {
    line(client);
    say(client, text);
  }

  private static void line(SocketChannel client) throws IOException {
    var one = ByteBuffer.allocate(1);
    while (client.read(one.clear()) > 0 && one.get(0) != '\n') {}
  }

  private static void say(SocketChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
