package io.oriel.transport.gamestream.internal.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.InputOffer;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.StreamParameters;
import io.oriel.transport.gamestream.internal.media.FecShare;
import io.oriel.wire.gamestream.rtsp.Announcement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossHealingTest {
  private static StreamParameters choice(Set<Codec> invalidating, int references) throws Exception {
    String body =
        """
        a=x-nv-video[0].clientViewportWd:1280
        a=x-nv-video[0].clientViewportHt:720
        a=x-nv-video[0].maxFPS:60
        a=x-nv-video[0].packetSize:1392
        a=x-nv-video[0].maxNumReferenceFrames:%d
        a=x-nv-vqos[0].bw.maximumBitrateKbps:10000
        a=x-nv-general.useReliableUdp:13
        a=x-ss-general.encryptionEnabled:1
        a=x-nv-audio.surround.numChannels:2
        a=x-nv-audio.surround.channelMask:3
        """
            .formatted(references);
    var a = Announcement.parse(body);
    var format =
        new StreamFormat(Codec.H264, 1280, 720, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    var plan = new SessionPlan(Map.of(), List.of(format), List.of(), InputOffer.NONE, invalidating);
    return StreamChoice.of(
        a, plan, new FecShare(20, 5, 50), AudioChoice.of(a, false, Optional.empty()), false);
  }

  @Test
  void the_encoder_keeps_frames_for_a_client_that_can_ask_to_go_on_from_them() throws Exception {
    assertThat(choice(Set.of(Codec.H264), 0).referenceInvalidation()).isTrue();
    assertThat(choice(Set.of(Codec.H264), 0).maxReferenceFrames()).isZero();
  }

  @Test
  void it_does_not_for_one_that_wants_a_single_reference_frame_or_another_codec() throws Exception {
    assertThat(choice(Set.of(Codec.H264), 1).referenceInvalidation()).isFalse();
    assertThat(choice(Set.of(Codec.HEVC), 0).referenceInvalidation()).isFalse();
  }
}
