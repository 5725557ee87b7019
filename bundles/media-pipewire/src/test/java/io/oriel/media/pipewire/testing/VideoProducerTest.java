package io.oriel.media.pipewire.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.pipewire.PipeWire;
import io.oriel.testkit.Pattern;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The producer itself, through a consumer that others wrote.
class VideoProducerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void its_pictures_arrive_in_a_program_of_others() throws Exception {
    Assumptions.assumeTrue(
        PrivatePipeWire.installed()
            && PipeWire.version().isPresent()
            && Files.isExecutable(Path.of("/usr/bin/gst-launch-1.0"))
            && Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/gstreamer-1.0/libgstpipewire.so")),
        "pipewire, wireplumber or gstreamer1.0-pipewire is not installed");
    try (var pipewire = PrivatePipeWire.start();
        var producer = VideoProducer.start(pipewire.socket(), VideoOffer.fixed(640, 360))) {
      assertThat(producer.serial()).isPositive();
      Path pictures = pipewire.directory().resolve("pictures.bgrx");
      Process consumer =
          pipewire.launch(
              "gst-launch-1.0",
              "pipewiresrc",
              "path=" + producer.nodeId(),
              "num-buffers=3",
              "!",
              "video/x-raw,format=BGRx", // without it WirePlumber sees no kind of stream
              "!",
              "filesink",
              "location=" + pictures);

      var agreed = producer.awaitAgreement(PATIENCE);
      producer.awaitStreaming(PATIENCE);
      for (int i = 0; i < 300 && !consumer.waitFor(10, TimeUnit.MILLISECONDS); i++) {
        producer.show(Shot.POLITE);
      }

      assertThat(agreed.format()).isEqualTo(VideoOffer.BGRX);
      assertThat(agreed.widthPx()).isEqualTo(640);
      assertThat(agreed.heightPx()).isEqualTo(360);
      assertThat(consumer.isAlive()).isFalse();
      byte[] bytes = Files.readAllBytes(pictures);
      assertThat(bytes).hasSize(3 * 640 * 360 * 4);
      for (int picture = 0; picture < 3; picture++) {
        MemorySegment one =
            MemorySegment.ofArray(bytes).asSlice(picture * 640 * 360 * 4L, 640 * 360 * 4L);
        assertThat(new Pattern(640, 360).readBgrx(one, 640 * 4).orElseThrow().strips())
            .isEqualTo(3);
      }
    }
  }
}
