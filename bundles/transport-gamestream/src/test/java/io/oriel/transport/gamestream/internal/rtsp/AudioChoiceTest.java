package io.oriel.transport.gamestream.internal.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.wire.gamestream.audio.AudioPacketizer;
import io.oriel.wire.gamestream.rtsp.Announcement;
import io.oriel.wire.gamestream.rtsp.SurroundParams;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// GameStream protocol notes §4.2.
class AudioChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "2, 0, false, 5, 1, 1, 96000",
    "2, 0, true, 5, 1, 1, 512000",
    "2, 1, false, 10, 1, 1, 96000",
    "6, 0, true, 5, 4, 2, 256000",
    "6, 1, false, 5, 6, 0, 1536000",
    "8, 0, true, 10, 5, 3, 450000",
    "8, 1, true, 5, 8, 0, 2048000"
  })
  void layout_and_rate_follow_channels_and_quality(
      int channels, int quality, boolean named, int millis, int streams, int coupled, int bits)
      throws Exception {
    var audio = AudioChoice.of(announcement(channels, quality, millis), named, Optional.empty());

    assertThat(audio.channels()).isEqualTo(channels);
    assertThat(audio.layout().streams()).isEqualTo(streams);
    assertThat(audio.layout().coupled()).isEqualTo(coupled);
    assertThat(audio.bitsPerSecond()).isEqualTo(bits);
    assertThat(audio.packetMillis()).isEqualTo(millis);
  }

  @Test
  void a_packet_always_fits_into_its_datagram() throws Exception {
    var audio = AudioChoice.of(announcement(8, 1, 10), false, Optional.empty());

    assertThat(audio.packetBytes()).isEqualTo(AudioPacketizer.longest(true));
  }

  @Test
  void a_clients_own_layout_counts_if_it_has_the_announced_channels() throws Exception {
    var own = Optional.of(SurroundParams.parse("642012345"));

    var same = AudioChoice.of(announcement(6, 0, 5), false, own);
    assertThat(same.layout().mapping()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(same.bitsPerSecond()).isEqualTo(256_000);

    var other = AudioChoice.of(announcement(8, 0, 5), false, own);
    assertThat(other.layout().streams()).isEqualTo(5);
  }

  private static Announcement announcement(int channels, int quality, int millis) throws Exception {
    return Announcement.parse(
        """
        a=x-ss-general.encryptionEnabled:7
        a=x-nv-video[0].clientViewportWd:1280
        a=x-nv-video[0].clientViewportHt:720
        a=x-nv-video[0].maxFPS:60
        a=x-nv-video[0].packetSize:1360
        a=x-nv-vqos[0].bw.maximumBitrateKbps:16000
        a=x-nv-general.useReliableUdp:13
        a=x-nv-audio.surround.numChannels:%d
        a=x-nv-audio.surround.AudioQuality:%d
        a=x-nv-aqos.packetDuration:%d
        """
            .formatted(channels, quality, millis));
  }
}
