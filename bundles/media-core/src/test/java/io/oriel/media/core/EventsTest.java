package io.oriel.media.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
  private static final int MANY = 10_000;

  @TempDir private Path folder;
  private final FrameEvents frames = new FrameEvents("7f3a");
  private final PacketEvents packets = new PacketEvents("7f3a");

  @Test
  void every_stage_of_a_frame_is_in_a_recording() throws Exception {
    Path file = folder.resolve("stages.jfr");
    try (var recording = new Recording()) {
      recording.start();

      everyStage(42);
      everyStage(43);

      recording.stop();
      recording.dump(file);
    }
    var events =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().startsWith("io.oriel."))
            .toList();
    assertThat(events).hasSize(16).allMatch(e -> e.getString("session").equals("7f3a"));
    Map<String, RecordedEvent> of42 =
        events.stream()
            .filter(e -> e.getLong("frame") == 42)
            .collect(Collectors.toMap(e -> e.getEventType().getName(), Function.identity()));
    assertThat(of42.keySet())
        .containsExactlyInAnyOrder(
            "io.oriel.Capture",
            "io.oriel.Convert",
            "io.oriel.Encode",
            "io.oriel.Fec",
            "io.oriel.Seal",
            "io.oriel.Send",
            "io.oriel.Frame",
            "io.oriel.Stall");
    assertThat(of42.get("io.oriel.Capture").getDuration("age").toNanos()).isEqualTo(1000);
    assertThat(of42.get("io.oriel.Encode").getDuration("took").toNanos()).isEqualTo(4000);
    assertThat(of42.get("io.oriel.Encode").getBoolean("key")).isTrue();
    assertThat(of42.get("io.oriel.Fec").getInt("parity")).isEqualTo(2);
    assertThat(of42.get("io.oriel.Seal").getLong("bytes")).isEqualTo(16_000);
    assertThat(of42.get("io.oriel.Send").getDuration("paced").toNanos()).isEqualTo(7000);
    assertThat(of42.get("io.oriel.Send").getInt("dropped")).isEqualTo(1);
    assertThat(of42.get("io.oriel.Send").getStackTrace()).isNull();
    assertThat(of42.get("io.oriel.Send").getEventType().getCategoryNames())
        .containsExactly("Oriel");
  }

  @Test
  void what_a_session_loses_and_why_it_ends_is_in_a_recording() throws Exception {
    Path file = folder.resolve("sessions.jfr");
    SessionEvents.ended("0000", "FAILED", "nobody records this");
    try (var recording = new Recording()) {
      recording.start();

      SessionEvents.stageLost("7f3a", "encoder=x264", "taken away");
      SessionEvents.ended("7f3a", "ENCODER_LOST", "");

      recording.stop();
      recording.dump(file);
    }
    var events =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().startsWith("io.oriel."))
            .toList();
    assertThat(events)
        .extracting(e -> e.getEventType().getName())
        .containsExactly("io.oriel.StageLost", "io.oriel.SessionEnd");
    assertThat(events.getFirst().getString("backend")).isEqualTo("encoder=x264");
    assertThat(events.getLast().getString("reason")).isEqualTo("ENCODER_LOST");
  }

  @Test
  void an_event_that_nobody_wants_costs_no_garbage() throws Exception {
    assertThat(leastBytes()).isLessThan(MANY);
  }

  @Test
  void an_event_that_is_recorded_costs_no_garbage_either() throws Exception {
    try (var recording = new Recording()) {
      recording.start();

      assertThat(leastBytes()).isLessThan(MANY);
    }
  }

  private long leastBytes() throws Exception {
    return ThreadAllocation.least(
        30,
        1000,
        () -> {
          for (int i = 0; i < MANY; i++) {
            everyStage(i);
          }
        });
  }

  private void everyStage(long frame) {
    frames.captured(frame, 1000, 2000);
    frames.converted(frame, 3000);
    frames.encoded(frame, 4000, 15_000, true, false);
    packets.protecting();
    packets.protectedFrame(frame, 5000, 12, 2);
    packets.sealing();
    packets.sealedFrame(frame, 6000, 12, 16_000);
    packets.sending();
    packets.sentFrame(frame, 8000, 7000, 11, 1, 15_000);
    frames.sent(frame, 30_000, 9000, 15_000, true);
    frames.stalled(frame, 60_000_000);
  }
}
