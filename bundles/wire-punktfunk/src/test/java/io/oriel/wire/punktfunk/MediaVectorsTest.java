package io.oriel.wire.punktfunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.ReplayWindow;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MediaVectorsTest {
  private final JsonObject media = Vectors.file("media.json");
  private final JsonObject misc = Vectors.file("misc.json");

  @Test
  void v1_datagrams_are_written_as_recorded() {
    for (JsonElement element : media.getAsJsonArray("v1")) {
      JsonObject v = element.getAsJsonObject();
      byte[] header = Vectors.hex(v, "header");
      byte[] shard = Vectors.hex(v, "shard");
      byte[] plain = new byte[8 + header.length + shard.length];
      byte[] out = new byte[plain.length + 16];
      long seq = v.get("seq").getAsLong();

      PacketV1.write(
          plain,
          0,
          seq,
          0x1122334455667788L,
          7,
          42,
          20,
          FrameFlags.PICTURE | FrameFlags.KEY,
          0,
          1,
          2,
          2,
          0,
          16,
          FecScheme.GF16.wire(),
          PacketV1.PICTURE | PacketV1.FIRST);
      System.arraycopy(shard, 0, plain, 48, shard.length);
      try (var sealer = keys(v).sealer()) {
        sealer.seal(seq, plain, 0, plain.length, out, 0);
      }

      assertThat(Arrays.copyOf(plain, 8)).isEqualTo(Vectors.hex(v, "aad"));
      assertThat(Arrays.copyOfRange(plain, 8, 48)).isEqualTo(header);
      assertThat(out).isEqualTo(Vectors.hex(v, "datagram"));
    }
  }

  @Test
  void v1_datagrams_are_read_as_recorded() {
    for (JsonElement element : media.getAsJsonArray("v1")) {
      JsonObject v = element.getAsJsonObject();
      byte[] b = Vectors.hex(v, "datagram");
      try (var opener = keys(v).opener()) {
        assertThat(opener.open(PacketV1.sequence(b, 0), b, 0, b.length)).isTrue();
      }

      assertThat(PacketV1.sequence(b, 0)).isEqualTo(v.get("seq").getAsLong());
      assertThat(Arrays.copyOfRange(b, 8, 48)).isEqualTo(Vectors.hex(v, "header"));
      assertThat(Arrays.copyOfRange(b, 48, 64)).isEqualTo(Vectors.hex(v, "shard"));
      assertThat(PacketV1.ptsNanos(b, 0)).isEqualTo(0x1122334455667788L);
      assertThat(PacketV1.frame(b, 0)).isEqualTo(7);
      assertThat(PacketV1.counter(b, 0)).isEqualTo(42);
      assertThat(PacketV1.frameBytes(b, 0)).isEqualTo(20);
      assertThat(PacketV1.userFlags(b, 0)).isEqualTo(5);
      assertThat(PacketV1.block(b, 0)).isZero();
      assertThat(PacketV1.blockCount(b, 0)).isEqualTo(1);
      assertThat(PacketV1.data(b, 0)).isEqualTo(2);
      assertThat(PacketV1.parity(b, 0)).isEqualTo(2);
      assertThat(PacketV1.index(b, 0)).isZero();
      assertThat(PacketV1.shardBytes(b, 0)).isEqualTo(16);
      assertThat(PacketV1.scheme(b, 0)).isEqualTo(1);
      assertThat(PacketV1.headFlags(b, 0)).isEqualTo(5);
    }
  }

  @Test
  void v2_keys_and_nonces_are_as_recorded() {
    for (JsonElement element : media.getAsJsonArray("v2")) {
      JsonObject v = element.getAsJsonObject();
      byte[] exported = Vectors.hex(v, "exporter_output");
      long seq = v.get("seq").getAsLong();
      long index = v.get("key_index").getAsLong();
      KeysV2 keys = keysV2(v);
      byte[] nonce = new byte[12];

      KeysV2.nonce(keys.iv(index), seq, nonce);

      assertThat(seq >> KeysV2.KEY_SHIFT).isEqualTo(index);
      assertThat(keys.secret()).isEqualTo(Vectors.hex(v, "secret_host_to_client"));
      assertThat(KeysV2.of(CipherSuite.AES_128_GCM, exported, Sender.CLIENT).secret())
          .isEqualTo(Vectors.hex(v, "secret_client_to_host"));
      assertThat(keys.key(index)).isEqualTo(Vectors.hex(v, "key"));
      assertThat(keys.iv(index)).isEqualTo(Vectors.hex(v, "iv"));
      assertThat(nonce).isEqualTo(Vectors.hex(v, "nonce"));
    }
  }

  @Test
  void v2_datagrams_are_written_as_recorded_whichever_key_they_need() {
    try (var sealer = keysV2(media.getAsJsonArray("v2").get(0).getAsJsonObject()).sealer()) {
      for (JsonElement element : media.getAsJsonArray("v2")) {
        JsonObject v = element.getAsJsonObject();
        byte[] shard = Vectors.hex(v, "shard");
        byte[] plain = new byte[30 + shard.length];
        byte[] out = new byte[plain.length + 16];
        long seq = v.get("seq").getAsLong();

        PacketV2.write(
            plain,
            0,
            PacketV2.VIDEO,
            seq,
            3,
            FrameFlags.RECOVERY_ANCHOR,
            true,
            9,
            42_000,
            0,
            0,
            0,
            2,
            2,
            12);
        System.arraycopy(shard, 0, plain, 30, shard.length);
        sealer.seal(seq, plain, 0, plain.length, out, 0);

        assertThat(Arrays.copyOf(plain, 5)).isEqualTo(Vectors.hex(v, "aad"));
        assertThat(Arrays.copyOfRange(plain, 5, 30)).isEqualTo(Vectors.hex(v, "sealed_header"));
        assertThat(out).isEqualTo(Vectors.hex(v, "datagram"));
      }
    }
  }

  @Test
  void v2_datagrams_are_read_as_recorded() {
    for (JsonElement element : media.getAsJsonArray("v2")) {
      JsonObject v = element.getAsJsonObject();
      byte[] b = Vectors.hex(v, "datagram");
      long seq = v.get("seq").getAsLong();
      try (var opener = keysV2(v).opener()) {
        assertThat(opener.open(Arrivals.expand(seq, PacketV2.sequence(b, 0)), b, 0, b.length))
            .isTrue();
      }

      assertThat(PacketV2.stream(b, 0)).isZero();
      assertThat(PacketV2.epoch(b, 0)).isEqualTo(3);
      assertThat(PacketV2.userFlags(b, 0)).isEqualTo(FrameFlags.RECOVERY_ANCHOR);
      assertThat(PacketV2.lastBlock(b, 0)).isTrue();
      assertThat(PacketV2.frame(b, 0)).isEqualTo(9);
      assertThat(PacketV2.ptsMicros(b, 0)).isEqualTo(42_000);
      assertThat(PacketV2.block(b, 0)).isZero();
      assertThat(PacketV2.base(b, 0)).isZero();
      assertThat(PacketV2.index(b, 0)).isZero();
      assertThat(PacketV2.data(b, 0)).isEqualTo(2);
      assertThat(PacketV2.parity(b, 0)).isEqualTo(2);
      assertThat(PacketV2.padding(b, 0)).isEqualTo(12);
      assertThat(Arrays.copyOfRange(b, 30, 46)).isEqualTo(Vectors.hex(v, "shard"));
    }
  }

  @Test
  void short_sequence_numbers_expand_as_recorded() {
    for (JsonElement element : misc.getAsJsonArray("expand_seq")) {
      JsonObject v = element.getAsJsonObject();
      long reference = v.get("reference").getAsLong();

      assertThat(Arrivals.expand(reference, (int) v.get("low").getAsLong()))
          .isEqualTo(v.get("expect").getAsLong());
    }
  }

  @Test
  void the_replay_window_decides_as_recorded() {
    JsonObject recorded = misc.getAsJsonObject("replay_window");
    assertThat(recorded.get("size").getAsInt()).isEqualTo(Arrivals.WINDOW);
    for (JsonElement element : recorded.getAsJsonArray("cases")) {
      var window = new ReplayWindow(Arrivals.WINDOW);
      JsonObject v = element.getAsJsonObject();
      for (int i = 0; i < v.getAsJsonArray("sequence").size(); i++) {
        long number = v.getAsJsonArray("sequence").get(i).getAsLong();

        boolean fresh = window.fresh(number);

        assertThat(fresh).isEqualTo(v.getAsJsonArray("accept").get(i).getAsBoolean());
        if (fresh) {
          window.mark(number);
        }
      }
    }
  }

  @Test
  void parity_counts_and_shard_sizes_are_as_recorded() {
    for (JsonElement element : misc.getAsJsonArray("recovery_count")) {
      JsonObject v = element.getAsJsonObject();
      assertThat(StreamParameters.parity(v.get("k").getAsInt(), v.get("pct").getAsInt()))
          .isEqualTo(v.get("m").getAsInt());
    }
    for (JsonElement element : misc.getAsJsonArray("shard_payload_v1")) {
      JsonObject v = element.getAsJsonObject();
      int mtu = v.get("mtu").getAsInt();
      assertThat(StreamParameters.shardBytes(mtu, v.get("ip").getAsInt() == 6))
          .isEqualTo(v.get("shard").getAsInt());
    }
  }

  private static MediaKeys keys(JsonObject v) {
    return new KeysV1(
        v.get("cipher").getAsString().startsWith("aes")
            ? CipherSuite.AES_128_GCM
            : CipherSuite.CHACHA20_POLY1305,
        Vectors.hex(v, "key"),
        Vectors.hex(v, "salt"),
        v.get("sender").getAsString().equals("host") ? Sender.HOST : Sender.CLIENT);
  }

  private static KeysV2 keysV2(JsonObject v) {
    return KeysV2.of(CipherSuite.AES_128_GCM, Vectors.hex(v, "exporter_output"), Sender.HOST);
  }
}
