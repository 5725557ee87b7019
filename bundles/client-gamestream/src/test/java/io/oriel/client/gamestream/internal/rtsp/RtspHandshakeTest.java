package io.oriel.client.gamestream.internal.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import io.oriel.client.gamestream.ClientManners;
import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.client.gamestream.Vectors;
import io.oriel.client.gamestream.VideoCodec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class RtspHandshakeTest {
  private final JsonArray messages =
      Vectors.file("rtsp-transcript.json").getAsJsonArray("messages");

  @Test
  void requests_are_those_of_a_stock_client() throws Exception {
    var options = StreamOptions.of(1280, 720, 30).codec(VideoCodec.HEVC);
    var result = new ArrayList<RtspResult>();

    List<String> requests = converse(options, 7, result);

    for (int i = 0; i < 7; i++) {
      List<String> expected =
          lines(messages.get(2 * i).getAsJsonObject().get("text").getAsString());
      assertThat(lines(requests.get(i))).containsExactlyElementsOf(expected);
    }
    RtspResult agreed = result.getFirst();
    assertThat(agreed.videoPort()).isEqualTo(47998);
    assertThat(agreed.connectData()).isEqualTo(0xdeadbeef);
    assertThat(agreed.videoPing()).isEqualTo("0011223344556677");
    assertThat(agreed.packetSize()).isEqualTo(1360);
    assertThat(agreed.videoEncrypted()).isTrue();
  }

  @Test
  void a_codec_that_is_not_described_is_not_asked_for() {
    var options = StreamOptions.of(1280, 720, 30).codec(VideoCodec.AV1);

    assertThatThrownBy(() -> converse(options, 2, new ArrayList<>()))
        .isInstanceOf(GameStreamException.class)
        .hasMessageContaining("av1");
  }

  @Test
  void sealed_messages_open_on_the_other_side_only() throws Exception {
    byte[] key = new byte[16];
    byte[] sealed = new RtspCipher(key).seal("x".getBytes(StandardCharsets.US_ASCII));

    assertThat(sealed).hasSize(25).startsWith(0x80, 0, 0, 1, 0, 0, 0, 1);
    assertThatThrownBy(() -> new RtspCipher(key).open(sealed)).hasMessageContaining("decrypted");
  }

  // What a client may choose differs from the recording: slices are equal, but these are not.
  private static List<String> lines(String request) {
    return request
        .lines()
        .filter(l -> !l.startsWith("Content-length") && !l.contains("maxNumReferenceFrames"))
        .filter(l -> !l.contains("clientRefreshRateX100"))
        .map(l -> l.replaceAll("rtsp(enc)?://[0-9.]+:\\d+", "URL"))
        .toList();
  }

  private List<String> converse(StreamOptions options, int count, List<RtspResult> result)
      throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var host = new FutureTask<List<String>>(serve(server, count));
      Thread.ofVirtual().start(host);
      String url = "rtsp://127.0.0.1:" + server.getLocalPort();
      var handshake =
          new RtspHandshake("127.0.0.1", url, new byte[16], options, ClientManners.USUAL);
      result.add(handshake.perform((port, payload) -> assertThat(port).isEqualTo(48000)));
      return host.get();
    }
  }

  private Callable<List<String>> serve(ServerSocket server, int count) {
    return () -> {
      var requests = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        try (Socket socket = server.accept()) {
          var request = new StringBuilder();
          byte[] buffer = new byte[4096];
          while (!complete(request)) {
            int n = socket.getInputStream().read(buffer);
            request.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
          }
          requests.add(request.toString());
          String answer = messages.get(2 * i + 1).getAsJsonObject().get("text").getAsString();
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
      return requests;
    };
  }

  private static boolean complete(StringBuilder request) {
    int end = request.indexOf("\r\n\r\n");
    int length = request.indexOf("Content-length: ");
    if (end < 0 || length < 0) {
      return end >= 0;
    }
    String number = request.substring(length + 16, request.indexOf("\r\n", length));
    return request.length() >= end + 4 + Integer.parseInt(number);
  }
}
