package io.oriel.media.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DescriptorTest {
  @Test
  void memory_sockets_and_events_leave_no_descriptor() throws Exception {
    round();
    int before = DescriptorCount.now();

    for (int i = 0; i < 100; i++) {
      round();
    }

    assertThat(DescriptorCount.now()).isEqualTo(before);
  }

  private static void round() throws Exception {
    UnixSocket[] pair = UnixSocket.pair();
    try (var memory = Memfd.create("test", 4096);
        var event = new EventFd();
        var copy = new Fd(Fd.dup(memory.fd()));
        var a = pair[0];
        var b = pair[1];
        var bytes = Arena.ofConfined()) {
      assertThat(copy.number()).isNotEqualTo(memory.fd());
      event.signal();
      a.send(bytes.allocate(4), 0, 4, new int[] {memory.fd(), copy.number()}, 2);
      b.receive(bytes.allocate(8), 0, 8);
    }
  }

  @Test
  void a_descriptor_sent_over_a_socket_shows_the_same_memory() throws Exception {
    UnixSocket[] pair = UnixSocket.pair();
    try (var memory = Memfd.create("test", 4096);
        var a = pair[0];
        var b = pair[1];
        var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(16);
      assertThat(b.receive(buffer, 0, 16)).isEqualTo(UnixSocket.WOULD_BLOCK);

      assertThat(a.send(buffer, 0, 5, new int[] {memory.fd()}, 1)).isEqualTo(5);
      assertThat(b.receive(buffer, 0, 16)).isEqualTo(5);
      int received = b.takeFd();
      memory.bytes().set(ValueLayout.JAVA_INT, 100, 4711);

      assertThat(b.takeFd()).isEqualTo(-1);
      assertThat(Mapping.readOnly(received, 4096, arena).get(ValueLayout.JAVA_INT, 100))
          .isEqualTo(4711);
      Fd.close(received);
    }
  }

  @Test
  void a_peer_that_closed_reads_as_zero_bytes() throws Exception {
    UnixSocket[] pair = UnixSocket.pair();
    try (var b = pair[1];
        var arena = Arena.ofConfined()) {
      pair[0].close();

      assertThat(b.receive(arena.allocate(8), 0, 8)).isZero();
      assertThatThrownBy(() -> b.send(arena.allocate(8), 0, 8, new int[0], 0))
          .isInstanceOf(ErrnoException.class)
          .hasMessageContaining("Broken pipe");
    }
  }

  @Test
  void a_full_socket_answers_instead_of_blocking() throws Exception {
    UnixSocket[] pair = UnixSocket.pair();
    try (var a = pair[0];
        var _ = pair[1];
        var arena = Arena.ofConfined()) {
      var bytes = arena.allocate(65536);

      int sent;
      do {
        sent = a.send(bytes, 0, 65536, new int[0], 0);
      } while (sent > 0);

      assertThat(sent).isEqualTo(UnixSocket.WOULD_BLOCK);
    }
  }

  @Test
  void a_failed_connect_names_the_path_and_leaves_no_descriptor() {
    int before = DescriptorCount.now();

    assertThatThrownBy(() -> UnixSocket.connect("/nonexistent/socket"))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(ErrnoException.ENOENT))
        .hasMessageContaining("/nonexistent/socket");

    assertThat(DescriptorCount.now()).isEqualTo(before);
  }

  @Test
  void memory_read_after_close_throws_instead_of_faulting() throws Exception {
    var memory = Memfd.create("test", 4096);
    MemorySegment bytes = memory.bytes();

    memory.close();
    memory.close();

    assertThatThrownBy(() -> bytes.get(ValueLayout.JAVA_INT, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void timer_slack_reaches_the_kernel() throws Exception {
    TimerSlack.set(1);
    Path slack = Path.of("/proc/thread-self/timerslack_ns");

    if (Files.isReadable(slack)) {
      assertThat(Files.readString(slack).strip()).isEqualTo("1");
    }
    TimerSlack.set(50_000);
  }
}
