package io.oriel.transport.gamestream.internal.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  @Test
  void a_query_is_answered_with_port_and_one_empty_text() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    byte[] answer;
    try (var socket = new MulticastSocket();
        var _ = new Announcement(List.of(loopback), "first light", 47989)) {
      socket.setNetworkInterface(NetworkInterface.getByInetAddress(loopback));
      socket.setSoTimeout(400);
      answer = ask(socket);
    }
    assumeTrue(answer != null, "multicast on loopback is not delivered here");
    String text = new String(answer, StandardCharsets.ISO_8859_1);

    assertThat(text).contains("\u000bfirst light").contains("\t_nvstream\u0004_tcp\u0005local");
    assertThat(text).contains("\u00bb\u0075"); // 47989
    // TXT, class IN, a lifetime, one byte of data: the length of an empty string
    assertThat(text).containsPattern("(?s)\u0000\u0010[\u0000\u0080]\u0001.{4}\u0000\u0001\u0000");
  }

  @Test
  void a_name_is_cut_to_what_fits() {
    assertThat(Announcement.label("box")).isEqualTo("box");
    assertThat(Announcement.label("ü".repeat(40))).isEqualTo("ü".repeat(31));
    assertThat(Announcement.label("\uD83D\uDDA5".repeat(20))).isEqualTo("\uD83D\uDDA5".repeat(15));
  }

  /// Asks for the service type until an answer comes, like a resolver without a port of its own
  /// (RFC 6762 §6.7).
  private static byte[] ask(MulticastSocket socket) throws IOException {
    byte[] query = query("_nvstream", "_tcp", "local");
    var group = InetAddress.getByName("224.0.0.251");
    long end = System.nanoTime() + 8_000_000_000L;
    while (System.nanoTime() < end) {
      socket.send(new DatagramPacket(query, query.length, group, 5353));
      var packet = new DatagramPacket(new byte[9000], 9000);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException _) {
        continue;
      }
      byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
      if (new String(answer, StandardCharsets.ISO_8859_1).contains("first light")) {
        return answer;
      }
    }
    return null;
  }

  private static byte[] query(String... labels) {
    var query = new ByteArrayOutputStream();
    query.writeBytes(new byte[] {0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : labels) {
      query.write(label.length());
      query.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    query.writeBytes(new byte[] {0, 0, 12, 0, 1});
    return query.toByteArray();
  }
}
