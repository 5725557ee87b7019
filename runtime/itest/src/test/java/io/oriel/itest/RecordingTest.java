package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.PatternWindow;
import java.nio.file.Path;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

class RecordingTest {
  @Test
  void every_stage_of_a_frame_can_be_dumped_after_the_fact() throws Exception {
    try (RunningHost host = Stages.host()) {
      GameStreamHost client = host.paired();
      assertThat(
              Await.until(
                  Stages.PATIENCE, () -> host.shell().run("recording").startsWith("recording")))
          .isTrue();
      var check = new PictureCheck(640, 480, 8);
      try (var _ = client.stream("Desktop", StreamOptions.of(640, 480, 30), check);
          var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
        assertThat(check.awaitDistinct(60, Stages.PATIENCE)).isTrue();
      }
      client.quit();
      String answer = host.shell().run("recording dump");

      var events = RecordingFile.readAllEvents(Path.of(answer.substring(0, answer.indexOf(','))));

      var counts =
          events.stream()
              .map(RecordingTest::name)
              .filter(name -> name.startsWith("io.oriel."))
              .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
      assertThat(counts)
          .containsKeys("io.oriel.Capture", "io.oriel.Convert", "io.oriel.Encode")
          .containsKeys("io.oriel.Fec", "io.oriel.Seal", "io.oriel.Send", "io.oriel.Frame")
          .containsKeys("io.oriel.SessionEnd");
      assertThat(counts.get("io.oriel.Frame")).isGreaterThan(50);
      assertThat(events)
          .filteredOn(e -> name(e).equals("io.oriel.Send"))
          .allMatch(e -> e.getThread().getJavaName().startsWith("oriel-tx-"));
    }
  }

  private static String name(RecordedEvent event) {
    return event.getEventType().getName();
  }
}
