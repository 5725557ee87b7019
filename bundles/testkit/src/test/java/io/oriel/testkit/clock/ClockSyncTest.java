package io.oriel.testkit.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClockSyncTest {
  private static final long OFFSET = -7_654_321_000_000L;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Test
  void another_machines_clock_is_known_within_the_bound() throws Exception {
    try (var responder = ClockResponder.start(loopback(), () -> System.nanoTime() + OFFSET);
        var sync = ClockSync.start(responder.address())) {
      sync.awaitKnown(PATIENCE);
      long now = System.nanoTime();

      long error = sync.other(now) - (now + OFFSET);

      assertThat(Math.abs(error)).isLessThanOrEqualTo(sync.estimate().bound(now));
      assertThat(sync.worstBoundNanos()).isEqualTo(sync.estimate().bound(now));
      assertThat(sync.estimate().bound(now)).isLessThan(50_000_000);
      assertThat(sync.answered()).isPositive();
    }
  }

  @Test
  void without_an_answer_the_error_names_the_remedy() throws Exception {
    InetSocketAddress nobody;
    try (var free = new DatagramSocket(loopback())) {
      nobody = (InetSocketAddress) free.getLocalSocketAddress();
    }
    try (var sync = ClockSync.start(nobody)) {
      assertThatThrownBy(() -> sync.awaitKnown(Duration.ofMillis(100)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("./oriel clock");
      assertThat(sync.known()).isFalse();
      try (var _ = ClockResponder.start(nobody)) {
        sync.awaitKnown(PATIENCE); // the responder may also come later
      }
    }
  }

  @Test
  void a_port_in_use_is_named() throws Exception {
    try (var responder = ClockResponder.start(loopback())) {
      assertThatThrownBy(() -> ClockResponder.start(responder.address()))
          .hasMessageContaining(":" + responder.address().getPort());
    }
  }

  @Test
  void nonsense_is_not_answered_and_leaves_the_responder_as_it_was() throws Exception {
    var random = new SplittableRandom(3);
    byte[] question = new byte[ClockMessage.LENGTH];
    new ClockMessage(false, 1, 2, 0, 0).write(question);
    try (var responder = ClockResponder.start(loopback());
        var socket = new DatagramSocket(loopback())) {
      socket.connect(responder.address());
      long end = System.nanoTime() + 500_000_000;
      while (System.nanoTime() < end) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
          System.arraycopy(question, 0, bytes, 0, Math.min(bytes.length, 8));
        }
        bytes = bytes.length == ClockMessage.LENGTH ? new byte[0] : bytes;
        socket.send(new DatagramPacket(bytes, bytes.length));
      }
      try (var sync = ClockSync.start(responder.address())) {
        sync.awaitKnown(PATIENCE);
        assertThat(sync.answered()).isPositive();
      }
      socket.setSoTimeout(50);
      assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[64], 64)))
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void only_whole_messages_are_read() {
    var random = new SplittableRandom(5);
    byte[] bytes = new byte[ClockMessage.LENGTH];
    var message = new ClockMessage(true, 0x1122334455667788L, -1, Long.MIN_VALUE, 42);
    message.write(bytes);
    assertThat(ClockMessage.read(bytes, bytes.length)).isEqualTo(message);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(ClockMessage.read(bytes, length)).isNull();
    }
    for (int i = 0; i < 100_000; i++) {
      byte[] changed = bytes.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      ClockMessage read = ClockMessage.read(changed, changed.length);
      boolean header = at < 8 || at >= 40;
      assertThat(read == null || !header || at == 5).isTrue();
    }
  }
}
