package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.media.wire.internal.fec.GaloisField;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The recorded vectors of `fec.json` (GameStream protocol notes §8).
class FecVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private final JsonObject vectors = read();

  @Test
  void the_field_is_the_recorded_one() {
    for (JsonElement e : vectors.getAsJsonObject("gf").getAsJsonArray("products")) {
      var p = e.getAsJsonObject();
      int product = GaloisField.product(p.get("a").getAsInt(), p.get("b").getAsInt());
      assertThat(product).isEqualTo(p.get("product").getAsInt());
    }
    byte[] inverses = HEX.parseHex(text(vectors.getAsJsonObject("gf"), "inverse_1_to_16"));
    for (int i = 0; i < inverses.length; i++) {
      assertThat((byte) GaloisField.inverse(i + 1)).isEqualTo(inverses[i]);
    }
  }

  @Test
  void video_parity_is_the_recorded_one() {
    for (JsonElement e : vectors.getAsJsonArray("video")) {
      var v = e.getAsJsonObject();
      int k = v.get("k").getAsInt();
      int m = v.get("m").getAsInt();
      int length = v.get("shard_length").getAsInt();
      byte[] shards = shards(v, k, m, length);
      if (v.has("data_sha256")) {
        assertThat(sha256(shards, 0, k * length)).isEqualTo(text(v, "data_sha256"));
      }
      if (v.has("matrix")) {
        assertThat(matrix(k, m)).isEqualTo(joined(v.getAsJsonArray("matrix")));
      } else {
        byte[] matrix = HEX.parseHex(matrix(k, m));
        assertThat(sha256(matrix, 0, matrix.length)).isEqualTo(text(v, "matrix_sha256"));
      }

      CauchyFec.encode(shards, 0, length, length, k, m);

      if (v.has("parity_sha256")) {
        assertThat(sha256(shards, k * length, m * length)).isEqualTo(text(v, "parity_sha256"));
      } else {
        assertThat(HEX.formatHex(shards, k * length, (k + m) * length))
            .isEqualTo(joined(v.getAsJsonArray("parity")));
      }
    }
  }

  @Test
  void audio_parity_is_the_recorded_one() {
    for (JsonElement e : vectors.getAsJsonArray("audio")) {
      var v = e.getAsJsonObject();
      int length = v.get("shard_length").getAsInt();
      byte[] shards = shards(v, AudioFec.DATA, AudioFec.PARITY, length);

      AudioFec.encode(shards, 0, length, length);

      assertThat(HEX.formatHex(shards, 4 * length, 6 * length))
          .isEqualTo(joined(v.getAsJsonArray("parity")));
    }
  }

  private static byte[] shards(JsonObject v, int k, int m, int length) {
    byte[] shards = new byte[(k + m) * length];
    for (int i = 0; i < k; i++) {
      byte[] shard =
          v.has("data")
              ? HEX.parseHex(v.getAsJsonArray("data").get(i).getAsString())
              : ruled("fec/" + k + "/" + m + "/" + i + "/0");
      System.arraycopy(shard, 0, shards, i * length, length);
    }
    return shards;
  }

  /// The `data_rule` of the large vectors.
  private static byte[] ruled(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    return HEX.parseHex(sha256(ascii, 0, ascii.length));
  }

  private static String matrix(int k, int m) {
    var text = new StringBuilder();
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < k; i++) {
        text.append(HEX.toHexDigits((byte) CauchyFec.coefficient(m, j, i)));
      }
    }
    return text.toString();
  }

  private static String joined(JsonArray array) {
    var text = new StringBuilder();
    array.forEach(e -> text.append(e.getAsString()));
    return text.toString();
  }

  private static String sha256(byte[] bytes, int offset, int length) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, offset, length);
      return HEX.formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(JsonObject object, String key) {
    return object.get(key).getAsString();
  }

  private static JsonObject read() {
    try (var in = FecVectorsTest.class.getResourceAsStream("/vectors/gamestream/fec.json")) {
      var reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
