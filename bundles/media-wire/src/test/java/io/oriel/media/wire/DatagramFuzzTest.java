package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.testkit.FuzzBudget;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Strangers send datagrams of every length, alone and in bursts: receivers hand out those that
/// fit, whole, and count the others.
class DatagramFuzzTest {
  private static final int LONGEST = 1500;

  @Test
  void every_datagram_is_handed_out_whole_or_counted() throws Exception {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var settings = new UdpSocket.Settings(loopback, 1 << 20, 0).receiveBuffer(1 << 20);
    try (var stranger = new DatagramSocket(loopback);
        var sending = UdpSocket.open(settings);
        var plain = UdpSocket.open(settings);
        var coalescing = UdpSocket.open(settings.coalescing());
        var portable = UdpSocket.openPortable(settings)) {
      var ends = List.of(new End(plain), new End(coalescing), new End(portable));
      var bursts = sending.sender(64);
      var batch = new DatagramBatch(64, 100_000);
      FuzzBudget.run(
          random -> {
            for (var end : ends) {
              int sent = alone(random, stranger, end.socket);
              sent += burst(random, bursts, batch, sending, end.socket);
              end.take(random, sent);
            }
          });
    }
  }

  private static int alone(SplittableRandom random, DatagramSocket from, UdpSocket to)
      throws IOException {
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(5) == 0 ? random.nextInt(65_507) : random.nextInt(LONGEST + 2);
      from.send(new DatagramPacket(filled(length), length, to.local()));
    }
    return count;
  }

  private static int burst(
      SplittableRandom random,
      DatagramSender sender,
      DatagramBatch batch,
      UdpSocket from,
      UdpSocket to) {
    batch.clear();
    int length = 1 + random.nextInt(LONGEST + 10);
    for (int i = random.nextInt(40); i > 0; i--) {
      batch.add(filled(length), 0, length);
      length = random.nextInt(10) == 0 ? 1 + random.nextInt(LONGEST + 10) : length;
    }
    return sender.send(batch, 0, batch.count(), from.route(to.local(), null), System.nanoTime());
  }

  /// Each byte tells the length, so that cut or mixed datagrams are noticed.
  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) length);
    return bytes;
  }

  private static final class End {
    final UdpSocket socket;
    private final DatagramReceiver receiver;
    private final byte[] bytes = new byte[4000];
    private long sent;

    End(UdpSocket socket) {
      this.socket = socket;
      this.receiver = socket.receiver(LONGEST, 8);
    }

    void take(SplittableRandom random, int more) throws IOException {
      sent += more;
      int offset = random.nextInt(3) == 0 ? 4000 - random.nextInt(1600) : 0;
      for (int n = receiver.receive(bytes, offset, 0);
          n >= 0;
          n = receiver.receive(bytes, offset, 0)) {
        assertThat(n).isLessThanOrEqualTo(Math.min(LONGEST, 4000 - offset));
        for (int i = 0; i < n; i += 1 + i / 8) {
          assertThat(bytes[offset + i]).isEqualTo((byte) n);
        }
      }
      long drops = Math.max(0, socket.receiveDrops());
      assertThat(receiver.datagrams() + receiver.oversized() + drops).isEqualTo(sent);
    }
  }
}
