package io.oriel.transport.gamestream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.wire.gamestream.control.Origin;
import io.oriel.wire.gamestream.rtsp.RtspMessage;
import io.oriel.wire.gamestream.rtsp.RtspSeal;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private StreamRig rig;
  private StreamServers servers;

  @BeforeEach
  void open() throws Exception {
    rig = new StreamRig();
    servers = rig.servers;
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void announcements_that_cannot_be_served_are_refused() throws Exception {
    try (var one = rig.running("a006")) {
      assertThat(one.announce(6, 0).status()).as("old control encryption").isEqualTo(403);
      assertThat(one.announce(7, 1).status()).as("codec without encoder").isEqualTo(400);
      assertThat(one.client.rtsp(servers.rtsp(), "PLAY", "/", "").status()).isEqualTo(454);
      assertThat(one.client.rtsp(servers.rtsp(), "TEARDOWN", "/", "").status()).isEqualTo(404);
      assertThat(one.announce(7, 0).status()).isEqualTo(200);
      assertThat(one.client.rtsp(servers.rtsp(), "PLAY", "/", "").status()).isEqualTo(200);
    }
  }

  @Test
  void a_host_that_requires_encryption_refuses_the_old_one_even_where_old_clients_are_served()
      throws Exception {
    rig.settings.put("legacy_control_encryption", true);
    try (var one = rig.running("a008")) {
      assertThat(one.announce(6, 0).status()).isEqualTo(200);
      rig.settings.put("encryption_required", true);
      assertThat(one.announce(6, 0).status()).isEqualTo(403);
      assertThat(one.announce(7, 0).status()).isEqualTo(200);
    }
  }

  @Test
  void repeated_and_foreign_requests_get_no_answer() throws Exception {
    try (var one = rig.running("a007")) {
      byte[] plain = RtspMessage.request("OPTIONS", "x", 1, "h", java.util.Map.of(), "").bytes();
      byte[] wire = RtspSeal.seal(one.client.key, Origin.CLIENT, 1, plain);
      assertThat(TestClient.raw(servers.rtsp(), wire)).isNotEmpty();

      assertThat(TestClient.raw(servers.rtsp(), wire)).isEmpty();
      byte[] foreign = RtspSeal.seal(new byte[16], Origin.CLIENT, 2, plain);
      assertThat(TestClient.raw(servers.rtsp(), foreign)).isEmpty();
      assertThat(new String(TestClient.raw(servers.rtsp(), plain))).startsWith("RTSP/1.0 454");
    }
  }

  @Test
  void every_answer_repeats_the_number_of_its_request() throws Exception {
    try (var one = rig.running("a001")) {
      assertThat(answered(one, "OPTIONS / RTSP/1.0\r\nCSeq: 4294967295\r\n\r\n", 1))
          .startsWith("RTSP/1.0 200 OK\r\nCSeq: 4294967295\r\n");
      assertThat(answered(one, "NONSENSE / RTSP/1.0\r\ncseq: 0007\r\n\r\n", 2))
          .startsWith("RTSP/1.0 404 Not Found\r\nCSeq: 0007\r\n");
      assertThat(answered(one, "OPTIONS / RTSP/1.0\r\nCSeq: 1 2\r\n\r\n", 3))
          .startsWith("RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n");
      assertThat(answered(one, "OPTIONS / RTSP/1.0\r\nHost: x\r\n\r\n", 4))
          .startsWith("RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n");
    }
    byte[] plain = "OPTIONS / RTSP/1.0\r\nCSeq: 5\r\n\r\n".getBytes();

    assertThat(new String(TestClient.raw(servers.rtsp(), plain)))
        .startsWith("RTSP/1.0 454 Session Not Found\r\nCSeq: 5\r\n");
  }

  private String answered(StreamRig.Running one, String request, int sequence) throws Exception {
    byte[] key = one.record.key();
    byte[] wire = RtspSeal.seal(key, Origin.CLIENT, sequence, request.getBytes());
    byte[] answer = TestClient.raw(servers.rtsp(), wire);
    return new String(RtspSeal.open(key, Origin.HOST, answer).orElseThrow().plain());
  }

  @Test
  void an_answer_to_a_broken_request_has_its_number_where_there_is_one() throws Exception {
    for (String broken :
        new String[] {
          "OPTIONS\r\nCSeq: 12\r\n\r\n",
          "OPTIONS / RTSP/1.0\r\ncseq:12\r\n: nothing\r\n\r\n",
          "ANNOUNCE / RTSP/1.0\r\nCSeq: 12\r\nContent-length: 99999999\r\n\r\n",
          "OPTIONS / RTSP/1.0\r\nCSeq: 12\r\nX: " + "y".repeat(9000)
        }) {
      assertThat(new String(TestClient.raw(servers.rtsp(), broken.getBytes())))
          .as(broken.substring(0, 20))
          .startsWith("RTSP/1.0 400 Bad Request\r\nCSeq: 12\r\n");
    }
  }

  @Test
  void a_thousand_connections_that_say_nothing_keep_nobody_out() throws Exception {
    var silent = new ArrayList<Socket>();
    try (var one = rig.running("a030")) {
      for (int i = 0; i < 1000; i++) {
        var socket = new Socket(TestClient.HERE, servers.rtsp());
        silent.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write('O'); // half of them begin a request
        }
      }

      one.handshake();

      long open = 0;
      for (Socket socket : silent) {
        open += isOpen(socket) ? 1 : 0;
      }
      assertThat(open).isLessThanOrEqualTo(64);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static boolean isOpen(Socket socket) throws IOException {
    socket.setSoTimeout(20);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException _) {
      return true;
    } catch (SocketException _) {
      return false; // reset: the host did not read all of it
    }
  }

  @Test
  void old_clients_are_refused_unless_their_host_wants_them() throws Exception {
    try (var old = rig.running("a031", StreamRig.Age.BEFORE_2024);
        var older = rig.running("a032", StreamRig.Age.BEFORE_2023)) {
      assertThat(old.announce(6, 0).status()).isEqualTo(403);
      assertThat(older.client.rtsp(servers.rtsp(), "OPTIONS", "/", "").status()).isEqualTo(454);
      rig.settings.put("plain_rtsp", true);
      assertThat(older.client.rtsp(servers.rtsp(), "OPTIONS", "/", "").status()).isEqualTo(200);
      assertThat(older.announce(6, 0).status()).isEqualTo(403);
    }
  }
}
