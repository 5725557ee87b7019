package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.BackendException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What [MicrophoneProvider] and [Microphone] promise. Each test is named after a sentence of their
/// documentation.
public abstract class MicrophoneContract
    extends BackendContract<MicrophoneProvider.Request, MicrophoneProvider> {
  private static final int RATE_HZ = 48_000;
  private static final int PACKET = RATE_HZ / 50;
  private static final int PIECE = RATE_HZ / 10;
  private static final int MOST_WAITING = RATE_HZ / 10;
  private static final float LOUD = 0.1f;

  /// A program that records from a microphone, from its start until it is closed.
  public interface Recording extends AutoCloseable {
    /// Everything recorded so far, one channel of 48 kHz.
    float[] heard() throws IOException;

    @Override
    void close();
  }

  private final RecordedHealth health = new RecordedHealth();
  private Microphone open;

  /// Starts a program with [Microphone#environment()] that records. Returns when it is heard to
  /// record, if only silence.
  protected abstract Recording record(Microphone microphone) throws Exception;

  /// Ends the sound server as a crash would.
  ///
  /// @return `false`: not done, this test cannot
  protected boolean kill() throws Exception {
    return false;
  }

  @Override
  protected MicrophoneProvider.Request request() {
    return new MicrophoneProvider.Request("oriel-mic-c0de");
  }

  @AfterEach
  void closeMicrophone() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  public void a_program_records_what_is_written() throws Exception {
    open();
    try (var _ = new Speaker(open, 440);
        Recording recording = record(open)) {
      Wait.until("a second of the tone", () -> loud(recording.heard()).length >= RATE_HZ + PACKET);
      float[] heard = loud(recording.heard());

      double hertz = hertz(heard);
      assertThat(hertz).isBetween(436.0, 444.0);
    }
  }

  @Test
  public void a_program_hears_silence_where_nothing_comes() throws Exception {
    open();
    try (Recording recording = record(open)) {
      Wait.until("half a second", () -> recording.heard().length >= RATE_HZ / 2);

      assertThat(loud(recording.heard())).isEmpty();
    }
  }

  @Test
  public void what_is_more_than_100_ms_is_dropped_oldest_first() throws Exception {
    open();
    try (Recording recording = record(open);
        var arena = Arena.ofConfined()) {
      write(arena, new Tone(440), 2 * RATE_HZ, open);
      Wait.until("something", () -> loud(recording.heard()).length > 0);
      int after = recording.heard().length + RATE_HZ;
      Wait.until("what follows", () -> recording.heard().length >= after);

      assertThat(loudSamples(recording.heard())).isLessThanOrEqualTo(MOST_WAITING + PACKET);
    }
  }

  @Test
  public void write_never_waits_for_a_program() throws Exception {
    open();
    try (var arena = Arena.ofConfined()) {
      var tone = new Tone(440);
      for (int i = 0; i < 60; i++) {
        write(arena, tone, RATE_HZ, open); // a minute
      }
    }

    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void programs_come_and_go_and_hear_only_what_is_new() throws Exception {
    open();
    try (Recording first = record(open);
        var _ = new Speaker(open, 440)) {
      Wait.until("the first program hears it", () -> loud(first.heard()).length > PACKET);
    }
    try (Recording second = record(open)) {
      Wait.until("half a second", () -> second.heard().length >= RATE_HZ / 2);

      assertThat(loudSamples(second.heard())).isLessThanOrEqualTo(MOST_WAITING + PACKET);
    }
  }

  @Test
  public void closing_twice_does_nothing_and_leaves_nothing_behind() throws Exception {
    for (int i = 0; i < 2; i++) { // what is loaded once
      open();
      open.close();
    }
    int descriptors = Descriptors.open();
    int threads = Descriptors.threads();

    for (int i = 0; i < 5; i++) {
      open();
      open.close();
      open.close();
    }

    Wait.until("no descriptor left", () -> Descriptors.open() <= descriptors);
    Wait.until("no thread left", () -> Descriptors.threads() <= threads);
    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void health_is_told_once_when_the_source_dies() throws Exception {
    open();

    assume(kill(), "this test does not end its sound server");

    assertThat(health.lost().get(20, TimeUnit.SECONDS).kind())
        .isEqualTo(BackendException.Kind.DEVICE_LOST);
    open.close();
    assertThat(health.losses()).hasSize(1);
  }

  private void open() throws Exception {
    open = provider().open(request(), health);
  }

  private static void write(Arena arena, Tone tone, int frames, Microphone to) {
    MemorySegment samples = arena.allocate((long) frames * Float.BYTES, 4);
    tone.fill(samples, frames);
    to.write(samples, frames);
  }

  /// The part from the first loud sample to the last one.
  private static float[] loud(float[] samples) {
    int first = 0;
    int last = samples.length;
    while (first < last && Math.abs(samples[first]) < LOUD) {
      first++;
    }
    while (last > first && Math.abs(samples[last - 1]) < LOUD) {
      last--;
    }
    return Arrays.copyOfRange(samples, first, last);
  }

  /// How many are loud: gaps of a busy machine do not make it more.
  private static int loudSamples(float[] samples) {
    int loud = 0;
    for (float sample : samples) {
      loud += Math.abs(sample) >= LOUD ? 1 : 0;
    }
    return loud;
  }

  /// The pitch of the tone, 400 to 480 Hz: of every tenth of a second, and the median of those, so
  /// that gaps on a busy machine do not count.
  private static double hertz(float[] samples) {
    int pieces = samples.length / PIECE;
    var pitches = new double[pieces];
    for (int i = 0; i < pieces; i++) {
      pitches[i] = hertz(samples, i * PIECE);
    }
    Arrays.sort(pitches);
    return pitches[pieces / 2];
  }

  private static double hertz(float[] samples, int from) {
    double best = 0;
    double loudest = 0;
    for (double hertz = 400; hertz <= 480; hertz += 0.5) {
      double step = 2 * Math.PI * hertz / RATE_HZ;
      double cosine = 0;
      double sine = 0;
      for (int i = 0; i < PIECE; i++) {
        cosine += samples[from + i] * Math.cos(step * i);
        sine += samples[from + i] * Math.sin(step * i);
      }
      double power = cosine * cosine + sine * sine;
      if (power > loudest) {
        loudest = power;
        best = hertz;
      }
    }
    return best;
  }

  /// A sine wave that goes on from call to call.
  private static final class Tone {
    private final double step;
    private long sample;

    Tone(double hertz) {
      step = 2 * Math.PI * hertz / RATE_HZ;
    }

    void fill(MemorySegment samples, int frames) {
      for (int i = 0; i < frames; i++) {
        float value = (float) (0.5 * Math.sin(step * sample++));
        samples.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
      }
    }
  }

  /// Speaks a tone, a packet every 20 ms.
  private static final class Speaker implements AutoCloseable {
    private final Thread thread;
    private volatile boolean running = true;

    Speaker(Microphone to, double hertz) {
      thread = Thread.ofPlatform().daemon().start(() -> speak(to, hertz));
    }

    private void speak(Microphone to, double hertz) {
      var tone = new Tone(hertz);
      long next = System.nanoTime();
      try (var arena = Arena.ofConfined()) {
        MemorySegment packet = arena.allocate((long) PACKET * Float.BYTES, 4);
        while (running) {
          tone.fill(packet, PACKET);
          to.write(packet, PACKET);
          next += TimeUnit.MILLISECONDS.toNanos(20);
          while (running && next - System.nanoTime() > 0) {
            LockSupport.parkNanos(next - System.nanoTime());
          }
        }
      }
    }

    @Override
    public void close() {
      running = false;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
