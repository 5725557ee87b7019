package io.oriel.wire.punktfunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StreamParametersTest {
  private static StreamParameters make(int shard, int most, int percent, int perBlock, int frame) {
    return new StreamParameters(
        Generation.V1, shard, most, FecScheme.GF16, percent, perBlock, frame, 0);
  }

  @Test
  void what_no_peer_may_ask_for_is_refused_by_name() {
    assertThatThrownBy(() -> make(510, 1408, 10, 4096, 8 << 20)).hasMessageContaining("510");
    assertThatThrownBy(() -> make(1407, 1408, 10, 4096, 8 << 20)).hasMessageContaining("1407");
    assertThatThrownBy(() -> make(1408, 9154, 10, 4096, 8 << 20)).hasMessageContaining("9154");
    assertThatThrownBy(() -> make(1408, 1188, 10, 4096, 8 << 20)).hasMessageContaining("1188");
    assertThatThrownBy(() -> make(1408, 1408, 91, 4096, 8 << 20)).hasMessageContaining("91 %");
    assertThatThrownBy(() -> make(1408, 1408, 10, 0, 8 << 20)).hasMessageContaining("0 data");
    assertThatThrownBy(() -> make(1408, 1408, 10, 40_000, 8 << 20)).hasMessageContaining("40000");
    assertThatThrownBy(() -> make(1408, 1408, 10, 4096, 1000)).hasMessageContaining("1000 bytes");
    assertThatThrownBy(() -> make(512, 512, 10, 1, 64 << 20)).hasMessageContaining("too few");
    assertThatThrownBy(() -> make(1408, 1408, 20, 215, 8 << 20).withFec(FecScheme.GF8, 215))
        .hasMessageContaining("GF8");
  }

  @Test
  void the_largest_frame_follows_from_rate_and_refresh() {
    assertThat(StreamParameters.maxFrameBytes(20_000, 60)).isEqualTo(8 << 20);
    assertThat(StreamParameters.maxFrameBytes(2_000_000, 60)).isEqualTo(16_666_666);
    assertThat(StreamParameters.maxFrameBytes(8_000_000, 24)).isEqualTo(64 << 20);
    assertThat(StreamParameters.maxFrameBytes(Long.MAX_VALUE, 1)).isEqualTo(64 << 20);
  }

  @Test
  void bounds_follow_from_what_was_agreed() {
    var p = make(1408, 1408, 10, 4096, 8 << 20);

    assertThat(p.maxBlockShards()).isEqualTo(4096 + 3687);
    assertThat(p.maxSentBlockShards()).isEqualTo(4096 + 410);
    assertThat(p.maxShards(1408)).isEqualTo(5958);
    assertThat(p.maxBlocks(1408)).isEqualTo(373);
    assertThat(p.maxInFlightBytes()).isEqualTo(32 << 20);
  }

  @Test
  void schemes_have_their_wire_numbers() {
    assertThat(FecScheme.of(1)).contains(FecScheme.GF16);
    assertThat(FecScheme.of(0)).contains(FecScheme.GF8);
    assertThat(FecScheme.of(2)).isEmpty();
  }
}
