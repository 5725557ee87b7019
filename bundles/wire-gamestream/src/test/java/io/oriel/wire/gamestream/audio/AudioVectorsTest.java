package io.oriel.wire.gamestream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.wire.gamestream.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioVectorsTest {
  @Test
  void datagrams_equal_the_recorded_ones() {
    for (var e : Vectors.file("audio-packets.json").getAsJsonArray("vectors")) {
      JsonObject v = e.getAsJsonObject();
      if (!v.has("opus")) {
        ivWraps(v);
        continue;
      }
      AudioCipher cipher =
          v.has("key")
              ? new AudioCipher(Vectors.bytes(v, "key"), v.get("rikeyid_decimal").getAsInt())
              : null;
      var packetizer = new AudioPacketizer(v.get("packet_duration_ms").getAsInt(), cipher);
      List<String> sent = new ArrayList<>();
      int number = 0;
      for (var o : v.getAsJsonArray("opus")) {
        byte[] opus = Vectors.hex(o.getAsString());
        packetizer.packet(
            opus,
            0,
            opus.length,
            (b, n) -> sent.add(HexFormat.of().formatHex(Arrays.copyOf(b, n))));
        if (cipher != null) {
          String last =
              sent.reversed().stream().filter(d -> d.startsWith("8061")).findFirst().orElseThrow();
          byte[] d = Vectors.hex(last);
          assertThat(cipher.decrypt(number, d, 12, d.length - 12)).hasValue(opus);
        }
        number++;
      }
      List<String> expected = new ArrayList<>();
      v.getAsJsonArray("packets").forEach(p -> expected.add(p.getAsString()));
      assertThat(sent).isEqualTo(expected);
    }
  }

  private static void ivWraps(JsonObject v) {
    int start = java.nio.ByteBuffer.wrap(Vectors.bytes(v, "iv")).getInt();
    byte[] wrapped = new byte[16];
    byte[] direct = new byte[16];
    int keyId = v.get("rikeyid_decimal").getAsInt();
    int sequence = v.get("sequence").getAsInt();

    new AudioCipher(new byte[16], keyId).encrypt(sequence, new byte[4], 0, 4, wrapped, 0);
    new AudioCipher(new byte[16], start).encrypt(0, new byte[4], 0, 4, direct, 0);

    assertThat(wrapped).isEqualTo(direct);
  }

  @Test
  void groups_of_different_lengths_get_no_parity() {
    var packetizer = new AudioPacketizer(5, null);
    List<Integer> sent = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      packetizer.packet(new byte[40], 0, i == 2 ? 39 : 40, (b, n) -> sent.add((int) b[1]));
    }

    assertThat(sent).containsExactly(97, 97, 97, 97, 97, 97, 97, 97, 127, 127);
  }
}
