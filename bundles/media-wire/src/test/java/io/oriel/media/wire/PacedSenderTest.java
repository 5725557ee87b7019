package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class PacedSenderTest {
  private static final int COUNT = 100;
  private static final int BYTES = 200;
  private static final int RUN = 16;
  private static final long SECOND_NANOS = 1_000_000_000;

  private static UdpSocket loopback() throws Exception {
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return UdpSocket.open(new UdpSocket.Settings(any, 1 << 20, 0).receiveBuffer(1 << 20));
  }

  private static final class Numbered implements PacedSender.Frame {
    private final byte[] bytes = new byte[COUNT * BYTES];
    private int ready;
    private int refused;

    @Override
    public int count() {
      return COUNT;
    }

    @Override
    public int datagramBytes() {
      return BYTES;
    }

    @Override
    public void prepare(int upTo) {
      assertThat(upTo - ready).isPositive().isLessThanOrEqualTo(RUN);
      for (; ready < upTo; ready++) {
        bytes[offset(ready)] = (byte) ready;
      }
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    /// Backwards: the order of sending is not that of the array.
    @Override
    public int offset(int position) {
      return (COUNT - 1 - position) * BYTES;
    }

    @Override
    public void refused(int first, int length, int count) {
      assertThat(count).isLessThanOrEqualTo(length);
      refused += count;
    }
  }

  @Test
  void datagrams_leave_in_order_each_made_ready_just_before() throws Exception {
    try (var from = loopback();
        var to = loopback()) {
      var sender = new PacedSender(from, RUN, BYTES, new Pacer(2_000_000, 4096));
      var frame = new Numbered();

      int sent =
          sender.send(
              frame, from.route(to.local(), null), SECOND_NANOS, System.nanoTime() + SECOND_NANOS);

      assertThat(sent).isEqualTo(COUNT);
      assertThat(frame.refused).isZero();
      assertThat(sender.pacedNanos()).isPositive();
      var receiver = to.receiver(BYTES, RUN);
      byte[] datagram = new byte[BYTES];
      for (int i = 0; i < COUNT; i++) {
        assertThat(receiver.receive(datagram, SECOND_NANOS)).isEqualTo(BYTES);
        assertThat(datagram[0]).isEqualTo((byte) i);
      }
    }
  }

  @Test
  void the_frame_is_told_what_was_not_sent() throws Exception {
    try (var to = loopback()) {
      var from = loopback();
      var sender = new PacedSender(from, RUN, BYTES, new Pacer(1_000_000_000, 1 << 20));
      var route = from.route(to.local(), null);
      var frame = new Numbered();
      from.close();

      int sent = sender.send(frame, route, SECOND_NANOS, System.nanoTime() + SECOND_NANOS);

      assertThat(sent).isZero();
      assertThat(frame.refused).isEqualTo(COUNT);
    }
  }
}
