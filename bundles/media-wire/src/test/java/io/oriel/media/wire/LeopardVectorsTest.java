package io.oriel.media.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.media.wire.internal.fec.Kernels;
import io.oriel.media.wire.internal.leopard.Butterflies;
import io.oriel.media.wire.internal.leopard.LeopardEncoder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The recorded vectors of `punktfunk1/fec.json`, made with reed-solomon-simd 3.1.0.
class LeopardVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private final JsonObject vectors = read();

  @Test
  void whole_blocks_are_the_recorded_ones() {
    assertThat(vectors.getAsJsonArray("encode_full")).hasSize(11);
    for (Butterflies kernel : Kernels.allButterflies()) {
      for (JsonElement e : vectors.getAsJsonArray("encode_full")) {
        var block = new Block(e.getAsJsonObject());
        for (int i = 0; i < block.data; i++) {
          String data = block.vector.getAsJsonArray("data").get(i).getAsString();
          assertThat(HEX.formatHex(block.shard(i))).isEqualTo(data);
        }

        block.encode(kernel);

        for (int i = 0; i < block.parity; i++) {
          assertThat(HEX.formatHex(block.shard(block.data + i)))
              .as("%s, %s", kernel.name(), block)
              .isEqualTo(block.vector.getAsJsonArray("recovery").get(i).getAsString());
        }
      }
    }
  }

  @Test
  void large_blocks_hash_to_what_is_recorded() {
    assertThat(vectors.getAsJsonArray("encode_hash")).hasSize(15);
    for (Butterflies kernel : Kernels.allButterflies()) {
      for (JsonElement e : vectors.getAsJsonArray("encode_hash")) {
        var block = new Block(e.getAsJsonObject());

        block.encode(kernel);

        int from = block.data * block.length;
        assertThat(fnv1a64(block.shards, from, block.parity * block.length))
            .as("%s, %s", kernel.name(), block)
            .isEqualTo(block.vector.get("recovery_concat_fnv1a64").getAsString());
      }
    }
  }

  /// A block whose data is filled by the file's generator.
  private static final class Block {
    final JsonObject vector;
    final int data;
    final int parity;
    final int length;
    final byte[] shards;

    Block(JsonObject vector) {
      this.vector = vector;
      data = vector.get("k").getAsInt();
      parity = vector.get("m").getAsInt();
      length = vector.get("shard_len").getAsInt();
      shards = new byte[(data + parity) * length];
      int x = vector.get("lcg_seed").getAsInt();
      for (int i = 0; i < data * length; i++) {
        x = x * 1664525 + 1013904223;
        shards[i] = (byte) (x >>> 24);
      }
    }

    void encode(Butterflies kernel) {
      new LeopardEncoder().encode(kernel, shards, 0, length, length, data, parity);
    }

    byte[] shard(int i) {
      return Arrays.copyOfRange(shards, i * length, (i + 1) * length);
    }

    @Override
    public String toString() {
      return data + "+" + parity + " x " + length;
    }
  }

  private static String fnv1a64(byte[] bytes, int from, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ bytes[i] & 0xff) * 0x100000001b3L;
    }
    return HEX.toHexDigits(hash);
  }

  private static JsonObject read() {
    try (var in = LeopardVectorsTest.class.getResourceAsStream("/vectors/punktfunk1/fec.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
