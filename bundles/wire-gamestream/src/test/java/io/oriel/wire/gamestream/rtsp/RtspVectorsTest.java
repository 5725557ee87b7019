package io.oriel.wire.gamestream.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.oriel.wire.gamestream.Vectors;
import io.oriel.wire.gamestream.control.Origin;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RtspVectorsTest {
  static String announce() {
    for (var e : Vectors.file("rtsp-transcript.json").getAsJsonArray("messages")) {
      String text = e.getAsJsonObject().get("text").getAsString();
      if (text.startsWith("ANNOUNCE")) {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
      }
    }
    throw new AssertionError("no ANNOUNCE");
  }

  @Test
  void sealed_messages_equal_the_recorded_ones() throws Exception {
    for (var e : Vectors.file("rtsp-encrypted.json").getAsJsonArray("vectors")) {
      JsonObject v = e.getAsJsonObject();
      Origin origin =
          v.get("direction").getAsString().startsWith("client") ? Origin.CLIENT : Origin.HOST;
      byte[] key = Vectors.bytes(v, "key");
      long sequence = v.get("sequence").getAsLong();
      byte[] wire = Vectors.bytes(v, "wire");

      assertThat(RtspSeal.seal(key, origin, sequence, Vectors.bytes(v, "plaintext_hex")))
          .isEqualTo(wire);
      var opened = RtspSeal.open(key, origin, wire).orElseThrow();
      assertThat(opened.plain()).isEqualTo(Vectors.bytes(v, "plaintext_hex"));
      assertThat(opened.sequence()).isEqualTo(sequence);
      assertThat(RtspSeal.open(key, origin.other(), wire)).isEmpty();

      var reader = new RtspReader();
      for (int i = 0; i < wire.length - 1; i++) {
        assertThat(reader.offer(wire, i, 1)).isFalse();
      }
      assertThat(reader.offer(wire, wire.length - 1, 1)).isTrue();
      assertThat(reader.sealed()).isTrue();
      assertThat(reader.message()).isEqualTo(wire);
    }
  }

  @Test
  void the_recorded_handshake_is_read_and_written_alike() throws Exception {
    for (var e : Vectors.file("rtsp-transcript.json").getAsJsonArray("messages")) {
      byte[] text =
          e.getAsJsonObject().get("text").getAsString().getBytes(StandardCharsets.ISO_8859_1);

      assertThat(RtspMessage.parse(text).bytes()).isEqualTo(text);
    }
  }

  @Test
  void the_recorded_announcement_is_understood() throws Exception {
    var a = Announcement.parse(announce());

    assertThat(a.widthPx()).isEqualTo(1280);
    assertThat(a.heightPx()).isEqualTo(720);
    assertThat(a.milliHz()).isEqualTo(30_000);
    assertThat(a.packetSize()).isEqualTo(1360);
    assertThat(a.kbps()).isEqualTo(20_000);
    assertThat(a.kbpsIsTotal()).isTrue();
    assertThat(a.encryption()).isEqualTo(7);
    assertThat(a.codec()).isEqualTo(1);
    assertThat(a.slices()).isEqualTo(4);
    assertThat(a.references()).isZero();
    assertThat(a.colorSpace()).isEqualTo(1);
    assertThat(a.fullRange()).isFalse();
    assertThat(a.minParity()).isEqualTo(2);
    assertThat(a.audioChannels()).isEqualTo(2);
    assertThat(a.audioMillis()).isEqualTo(5);
    assertThat(a.fecStatus()).isTrue();
  }

  @Test
  void an_announcement_without_sealed_control_messages_is_forbidden() {
    assertThatThrownBy(
            () -> Announcement.parse(announce().replace("useReliableUdp:13", "useReliableUdp:1")))
        .isInstanceOfSatisfying(RtspException.class, e -> assertThat(e.status()).isEqualTo(403));
  }

  @Test
  void impossible_values_are_refused() {
    for (String[] edit :
        new String[][] {
          {"clientViewportWd:1280", "clientViewportWd:63"},
          {"clientViewportHt:720", "clientViewportHt:721"},
          {"maxFPS:30", "maxFPS:0"},
          {"packetSize:1360", "packetSize:1361"},
          {"packetSize:1360", "packetSize:65536"},
          {"x-nv-video[0].packetSize", "x-nv-video[0].nothing"},
          {"bitStreamFormat:1", "bitStreamFormat:3"},
          {"numChannels:2", "numChannels:3"},
          {"packetDuration:5", "packetDuration:7"},
          {"maxFPS:30", "maxFPS:99999999999999999999"}
        }) {
      assertThatThrownBy(() -> Announcement.parse(announce().replace(edit[0], edit[1])))
          .as(edit[1])
          .isInstanceOfSatisfying(RtspException.class, e -> assertThat(e.status()).isEqualTo(400));
    }
  }

  @Test
  void what_is_described_is_understood_by_clients() {
    for (int i = 0; i < 8; i++) {
      var d = new Description(3, 7, i, (i & 1) != 0, (i & 2) != 0, (i & 4) != 0);

      assertThat(Description.parse(d.body())).isEqualTo(d);
      assertThat(d.body()).contains("surround-params=85301623457");
    }
  }

  @Test
  void the_number_of_a_request_is_read_as_it_has_to_be_repeated() throws Exception {
    for (String[] c :
        new String[][] {
          {"CSeq: 7", "7"},
          {"cseq:0012", "0012"},
          {"CSEQ: 4294967295", "4294967295"},
          {"X: 1", ""},
          {"CSeq:", ""},
          {"CSeq: seven", ""},
          {"CSeq: -1", ""},
          {"CSeq: 12345678901", ""}
        }) {
      var request = RtspMessage.parse(("PLAY / RTSP/1.0\r\n" + c[0] + "\r\n\r\n").getBytes());

      assertThat(request.sequence().orElse("")).as(c[0]).isEqualTo(c[1]);
    }
  }
}
