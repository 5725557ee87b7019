package io.oriel.client.gamestream.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.testkit.Pattern;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatencyProbeTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final long MILLI = 1_000_000;
  private static final long START = 3_600_000_000_000L;
  private static final long INTERVAL = 16_666_667;

  private final Pattern pattern = new Pattern(WIDTH, HEIGHT);

  @Test
  void the_age_of_a_picture_and_its_parts_are_told() {
    var probe = new LatencyProbe(60, 0, HostClock.SAME, new StreamListener() {});
    for (int i = 0; i < 100; i++) {
      show(probe, i + 1, START + i * INTERVAL, 20 * MILLI);
    }

    ProbeReport report = probe.report();

    assertThat(report.distinct()).isEqualTo(100);
    assertThat(report.unreadable()).isZero();
    assertThat(report.missing()).isZero();
    assertThat(report.drawnPerSecond()).isCloseTo(60, within(0.1));
    near(report.stage("draw-decoded").p50Ms(), 20);
    near(report.stage("draw-arrived").p50Ms(), 14);
    near(report.stage("host").p50Ms(), 9);
    near(report.stage("capture").p50Ms(), 5);
    near(report.stage("receive").p50Ms(), 2);
    near(report.stage("decode").p50Ms(), 4);
    assertThat(report.cadence().maxMs()).isLessThan(0.01);
    assertThat(report.stalls().count()).isZero();
    var text = new StringWriter();
    ProbeTable.print(new PrintWriter(text), report);
    assertThat(text.toString()).contains("100 pictures: 100 new", "draw-decoded");
  }

  @Test
  void stalls_repeats_holes_and_older_pictures_are_counted() {
    var probe = new LatencyProbe(60, 0, HostClock.SAME, new StreamListener() {});
    show(probe, 1, START, MILLI);
    show(probe, 2, START + INTERVAL, MILLI);
    show(probe, 2, START + INTERVAL, INTERVAL);
    show(probe, 10, START + 10 * INTERVAL, MILLI);
    show(probe, 9, START + 9 * INTERVAL, 2 * INTERVAL);
    probe.picture(
        picture(MemorySegment.ofArray(new byte[WIDTH * HEIGHT]), START, START + 10 * INTERVAL));
    show(probe, 11, START + 11 * INTERVAL, MILLI);
    show(probe, 12, START + 12 * INTERVAL, -MILLI);

    ProbeReport report = probe.report();

    assertThat(report.pictures()).isEqualTo(8);
    assertThat(report.distinct()).isEqualTo(5);
    assertThat(report.repeated()).isEqualTo(1);
    assertThat(report.backwards()).isEqualTo(1);
    assertThat(report.unreadable()).isEqualTo(1);
    assertThat(report.missing()).isEqualTo(7);
    assertThat(report.implausible()).as("drawn after it was decoded").isEqualTo(1);
    assertThat(report.stalls().count()).isEqualTo(1);
    assertThat(report.stalls().maxMs()).isCloseTo(9 * INTERVAL / 1e6, within(2.0));
    assertThat(report.stage("draw-decoded").count()).isEqualTo(4);
  }

  @Test
  void a_program_that_is_started_again_goes_on_being_measured() {
    var probe = new LatencyProbe(60, 0, HostClock.SAME, new StreamListener() {});
    for (int i = 0; i < 30; i++) {
      show(probe, i + 1, START + i * INTERVAL, 20 * MILLI);
    }
    long again = START + 200 * INTERVAL;
    for (int i = 0; i < 30; i++) {
      show(probe, i + 1, again + i * INTERVAL, 20 * MILLI);
    }

    ProbeReport report = probe.report();

    assertThat(report.backwards()).isZero();
    assertThat(report.distinct()).isEqualTo(60);
    assertThat(report.restarts()).isEqualTo(1);
    assertThat(report.missing()).isZero();
    assertThat(report.stalls().count()).isZero();
    assertThat(report.drawnPerSecond()).isCloseTo(60, within(0.1));
    assertThat(report.stage("draw-decoded").count()).isEqualTo(60);
  }

  @Test
  void a_report_without_the_pattern_says_what_to_do() {
    var text = new StringWriter();

    ProbeTable.print(
        new PrintWriter(text),
        new LatencyProbe(60, 0, HostClock.SAME, new StreamListener() {}).report());

    assertThat(text.toString()).contains("./oriel pattern");
  }

  @Test
  void another_clock_is_converted_and_the_warm_up_does_not_count() {
    long ahead = (1L << 52) * 1_000 + 777; // beyond what the stamp's bits can tell
    var shown = new AtomicInteger();
    var next =
        new StreamListener() {
          @Override
          public void picture(Picture picture) {
            shown.incrementAndGet();
          }
        };
    var known = new AtomicBoolean();
    var clock =
        new HostClock() {
          @Override
          public boolean known() {
            return known.get();
          }

          @Override
          public long hostNanos(long localNanos) {
            return localNanos + ahead;
          }
        };
    var probe = new LatencyProbe(60, 0.5, clock, next);
    for (int i = 0; i < 120; i++) {
      known.set(i >= 60);
      long drawn = START + i * INTERVAL;
      var luma = luma(i, (drawn + ahead) / 1_000);
      probe.picture(picture(luma, drawn, drawn + 20 * MILLI));
    }

    ProbeReport report = probe.report();

    assertThat(shown).hasValue(120);
    assertThat(report.pictures()).isEqualTo(30);
    near(report.stage("draw-decoded").p50Ms(), 20);
    near(report.stage("draw-decoded").maxMs(), 20);
  }

  private static void near(double value, double wanted) {
    assertThat(value).isCloseTo(wanted, within(wanted * 0.015));
  }

  private void show(LatencyProbe probe, int frame, long drawn, long age) {
    probe.picture(picture(luma(frame, drawn / 1_000), drawn, drawn + age));
  }

  /// Decoding takes 4 ms, receiving 2, the host 9.
  private static Picture picture(MemorySegment luma, long drawn, long decoded) {
    long complete = decoded - 4 * MILLI;
    var frame = new ReceivedFrame(1, new byte[0], 1, 90, complete - 2 * MILLI, complete, 0);
    ByteBuffer[] planes = {luma.asByteBuffer()};
    var colour = new Picture.Colour(1, 1, 1, false);
    return new Picture(frame, WIDTH, HEIGHT, "yuv420p", planes, new int[] {WIDTH}, colour, decoded);
  }

  private MemorySegment luma(int frame, long micros) {
    var picture = MemorySegment.ofArray(new byte[4 * WIDTH * HEIGHT]);
    pattern.draw(picture, 4L * WIDTH, frame, micros);
    byte[] luma = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = picture.get(ValueLayout.JAVA_BYTE, 4L * i + 1);
    }
    return MemorySegment.ofArray(luma);
  }
}
