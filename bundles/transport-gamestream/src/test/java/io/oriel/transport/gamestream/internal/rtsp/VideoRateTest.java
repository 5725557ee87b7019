package io.oriel.transport.gamestream.internal.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.wire.gamestream.rtsp.Announcement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// GameStream protocol notes §2.6.
class VideoRateTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 50, 80, 81, 100})
  void pictures_and_their_parity_stay_within_what_the_user_has_set(int percent) throws Exception {
    var a =
        Announcement.parse(
            """
            a=x-nv-video[0].clientViewportWd:1280
            a=x-nv-video[0].clientViewportHt:720
            a=x-nv-video[0].maxFPS:60
            a=x-nv-video[0].packetSize:1392
            a=x-nv-vqos[0].bw.maximumBitrateKbps:10000
            a=x-ml-video.configuredBitrateKbps:20000
            a=x-nv-general.useReliableUdp:13
            a=x-ss-general.encryptionEnabled:1
            a=x-nv-audio.surround.numChannels:2
            a=x-nv-audio.surround.channelMask:3
            """);

    long pictures = StreamChoice.videoBits(a, percent, false);

    assertThat(pictures * (100 + percent) / 100).isBetween(5_000_000L, 20_000_000L);
  }
}
