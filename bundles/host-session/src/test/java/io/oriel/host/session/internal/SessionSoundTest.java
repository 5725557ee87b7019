package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.AudioSink;
import io.oriel.api.audio.OpusLayout;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.probe.FactBoard;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.InputSink;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.media.opus.OpusDecoder;
import io.oriel.media.opus.OpusException;
import io.oriel.media.opus.OpusLibrary;
import io.oriel.testkit.ToneMeter;
import io.oriel.testkit.ToneSink;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionSoundTest {
  private static final OpusLayout SURROUND = new OpusLayout(6, 4, 2, List.of(0, 1, 4, 5, 2, 3));
  private static final int PACKETS = 60;

  private final Backends backends = new Backends();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor();
  private final ToneProvider provider = new ToneProvider();
  private final KeepingLease lease = new KeepingLease();
  private final Listener client = new Listener(SURROUND);
  private final SessionState session = state("7f3a", new SoundRequest(6, false));
  private final SessionSound sound = new SessionSound(session, control::execute);

  @BeforeEach
  void library() {
    Assumptions.assumeTrue(
        OpusLibrary.lack().isEmpty(), () -> OpusLibrary.lack().orElse("libopus is there"));
  }

  @AfterEach
  void close() throws Exception {
    onControl(() -> sound.close(EndReason.CLIENT_QUIT));
    lease.companions.forEach(KeepingLease::closeQuietly);
    control.shutdownNow();
    timer.shutdownNow();
    assertThat(provider.opened).allMatch(sink -> sink.closed);
  }

  @Test
  void each_channel_is_heard_in_its_own_in_even_packets_that_keep_to_the_clock() throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    onControl(this::begin);

    assertThat(provider.opened.getFirst().name).isEqualTo("oriel-7f3a");
    client.await(PACKETS);
    client.hears(0, 1, 2, 3, 4, 5);
    assertThat(client.steps()).allMatch(step -> Math.abs(step - 5_000_000) < 1_000);
    var chain = new EnumMap<Stage, String>(Stage.class);
    sound.chain(chain);
    assertThat(chain).containsEntry(Stage.AUDIO, "tones");
    var figures = session.numbers().snapshot();
    assertThat(figures.counters().get("audio.underruns")).isZero();
    assertThat(figures.distributions().get("audio.latency").p50Nanos())
        .isBetween(5_000_000L, 9_000_000L);
  }

  @Test
  void silence_flows_without_a_backend_and_sound_begins_when_one_arrives() throws Exception {
    onControl(this::begin);
    client.await(PACKETS);
    client.hears(-1, -1, -1, -1, -1, -1);
    assertThat(session.remarks().last()).contains("no sound");

    backends.addSound(provider, Fakes.id("tones"));
    onControl(() -> sound.arrived(backends.sounds().getFirst()));

    client.await(PACKETS);
    client.await(PACKETS);
    client.hears(0, 1, 2, 3, 4, 5);
  }

  @Test
  void a_backend_that_leaves_is_let_go_silence_flows_and_its_return_brings_sound()
      throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    onControl(this::begin);
    client.await(PACKETS);

    long begun = System.nanoTime();
    backends.removeSound(provider);
    assertThat(System.nanoTime() - begun).isLessThan(400_000_000L);
    assertThat(provider.opened.getFirst().closed).isTrue();
    client.await(20);
    client.await(PACKETS);
    client.hears(-1, -1, -1, -1, -1, -1);

    backends.addSound(provider, Fakes.id("tones"));
    onControl(() -> sound.arrived(backends.sounds().getFirst()));
    client.await(20);
    client.await(PACKETS);
    client.hears(0, 1, 2, 3, 4, 5);
    assertThat(provider.opened.getLast().name).isEqualTo("oriel-7f3a");
    assertThat(client.steps()).allMatch(step -> Math.abs(step - 5_000_000) < 1_000);
  }

  @Test
  void who_may_not_hear_any_more_gets_silence_until_the_right_is_given_back() throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    onControl(this::begin);
    client.await(PACKETS);

    sound.rights(Set.of(Right.VIEW));
    onControl(() -> {});
    client.await(20);
    client.await(PACKETS);
    client.hears(-1, -1, -1, -1, -1, -1);
    assertThat(session.remarks().last()).contains("the right to hear was taken away");
    assertThat(provider.opened).as("programs play on").noneMatch(sink -> sink.closed);

    sound.rights(Right.usual());
    onControl(() -> {});
    client.await(20);
    client.await(PACKETS);
    client.hears(0, 1, 2, 3, 4, 5);
  }

  @Test
  void a_sink_that_dies_is_opened_again() throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    onControl(this::begin);
    client.await(PACKETS);

    provider.health.lost(new BackendException(BackendException.Kind.DEVICE_LOST, "server died"));
    provider.opened.getFirst().close();
    client.await(20);
    client.await(PACKETS);
    client.hears(-1, -1, -1, -1, -1, -1);
    assertThat(session.remarks().all()).anyMatch(text -> text.contains("server died"));

    client.await(400); // it tries after two seconds
    client.await(PACKETS);
    client.hears(0, 1, 2, 3, 4, 5);
  }

  @Test
  void a_sink_that_dies_while_it_opens_is_no_sink_and_what_a_former_one_says_does_not_matter()
      throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    provider.diesAtOnce = true;
    onControl(this::begin);
    assertThat(provider.opened).allMatch(sink -> sink.closed);
    assertThat(session.remarks().all()).anyMatch(text -> text.contains("died at once"));
    var former = provider.health;

    provider.diesAtOnce = false;
    onControl(() -> sound.arrived(backends.sounds().getFirst()));
    former.lost(new BackendException(BackendException.Kind.DEVICE_LOST, "late news"));

    client.await(20);
    client.await(PACKETS);
    client.hears(0, 1, 2, 3, 4, 5);
    assertThat(session.remarks().all()).noneMatch(text -> text.contains("late news"));
  }

  @Test
  void a_sink_that_does_not_let_itself_be_captured_is_asked_again() throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    provider.deaf = true;
    onControl(this::begin);
    assertThat(session.remarks().last()).contains("does not capture");

    provider.deaf = false;
    client.await(400); // it tries after two seconds
    client.await(20);
    client.await(PACKETS);
    client.hears(0, 1, 2, 3, 4, 5);
    assertThat(session.remarks().last()).isEqualTo("sound is back");
  }

  @Test
  void a_later_session_of_the_same_number_gets_a_sink_of_its_own() throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    onControl(this::begin);
    onControl(() -> sound.close(EndReason.CLIENT_GONE)); // its display waits

    var other = new SessionSound(state("7f3a", new SoundRequest(2, false)), control::execute);
    onControl(other::environment);

    assertThat(provider.opened).extracting(sink -> sink.name).doesNotHaveDuplicates().hasSize(2);
    onControl(() -> other.close(EndReason.CLIENT_QUIT));
  }

  @Test
  void a_sink_stays_with_its_display_and_follows_the_next_sessions_layout() throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    onControl(this::begin);
    client.await(10);
    onControl(() -> sound.close(EndReason.CLIENT_GONE));
    assertThat(provider.opened.getFirst().closed).isFalse();

    var next = new SessionSound(state("0001", new SoundRequest(2, true)), control::execute);
    var listener = new Listener(OpusLayout.STEREO);
    onControl(
        () -> {
          next.prepared(lease);
          next.started(stream(OpusLayout.STEREO), listener);
        });

    assertThat(provider.opened).hasSize(1);
    listener.await(PACKETS);
    listener.hears(0, 1);
    onControl(() -> next.close(EndReason.CLIENT_QUIT));
  }

  @Test
  void programs_that_ran_before_are_heard_in_a_running_desktop_while_the_session_lasts()
      throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    onControl(this::begin);
    assertThat(provider.opened.getFirst().gathering).isFalse();
    onControl(() -> sound.close(EndReason.CLIENT_GONE));
    lease.attached = true;

    var next = new SessionSound(state("0001", new SoundRequest(2, false)), control::execute);
    onControl(() -> next.prepared(lease));
    assertThat(provider.opened.getFirst().gathering).isTrue();
    onControl(() -> next.close(EndReason.CLIENT_QUIT));

    assertThat(provider.opened.getFirst().gathering).isFalse();
    assertThat(provider.opened.getFirst().closed).isFalse();
  }

  @Test
  void a_backend_that_leaves_also_leaves_displays_that_nobody_uses() throws Exception {
    backends.addSound(provider, Fakes.id("tones"));
    onControl(this::begin);
    onControl(() -> sound.close(EndReason.CLIENT_GONE));

    backends.removeSound(provider);

    assertThat(provider.opened.getFirst().closed).isTrue();
  }

  private void begin() {
    sound.environment();
    sound.prepared(lease);
    sound.started(stream(SURROUND), client);
  }

  private void onControl(Runnable step) throws Exception {
    control.submit(step).get(5, TimeUnit.SECONDS);
  }

  private SessionState state(String id, SoundRequest wanted) {
    var request =
        new SessionRequest(
            Fakes.client(),
            "Desktop",
            DisplayRequest.of("test", 1280, 720, 60_000),
            List.of(Codec.H264),
            Set.of(),
            wanted,
            Map.of());
    var settings =
        (SessionSettings)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SessionSettings.class},
                (_, method, _) -> method.getDefaultValue());
    return new SessionState(
        id,
        request,
        new SessionContext(
            backends,
            null,
            new NoFacts(),
            () -> settings,
            new Cooldowns(),
            new Openings(),
            timer,
            null,
            Client::rights));
  }

  private static StreamParameters stream(OpusLayout layout) {
    var format =
        new StreamFormat(Codec.H264, 1280, 720, 60_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    return new StreamParameters(
        format, 1_000_000, 0, 1, 0, false, false, new AudioParameters(layout, 5, 256_000));
  }

  private static final class ToneProvider implements AudioProvider {
    final List<Opened> opened = new ArrayList<>();
    StageHealth health;
    volatile boolean diesAtOnce;
    volatile boolean deaf;

    final class Opened implements AudioSink {
      final String name;
      private final ToneSink sink;
      volatile boolean closed;
      volatile boolean gathering;

      Opened(Request request) {
        name = request.name();
        sink = new ToneSink(name, request.channels(), 100);
      }

      @Override
      public Map<String, String> environment() {
        return sink.environment();
      }

      @Override
      public int channels() {
        return sink.channels();
      }

      @Override
      public void reconfigure(int channels, boolean alsoOnHost) {
        sink.reconfigure(channels, alsoOnHost);
      }

      @Override
      public void gather(boolean all) {
        gathering = all;
      }

      @Override
      public io.oriel.api.audio.AudioStream capture(int frames) throws BackendException {
        if (deaf) {
          throw new BackendException(BackendException.Kind.FAILED, "the server is busy");
        }
        return sink.capture(frames);
      }

      @Override
      public void close() {
        closed = true;
        sink.close();
      }
    }

    @Override
    public Assessment assess(Request request, HostFacts facts) {
      return new Assessment.Fit(50, Duration.ZERO, List.of());
    }

    @Override
    public AudioSink openSink(Request request, StageHealth its) {
      health = its;
      opened.add(new Opened(request));
      if (diesAtOnce) {
        its.lost(new BackendException(BackendException.Kind.DEVICE_LOST, "died at once"));
      }
      return opened.getLast();
    }
  }

  private static final class KeepingLease implements DisplayKeeper.Lease {
    boolean attached;
    final List<AutoCloseable> companions = new ArrayList<>();

    static void closeQuietly(AutoCloseable companion) {
      try {
        companion.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public VirtualDisplay display() {
      return (VirtualDisplay)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {VirtualDisplay.class},
              (_, method, _) -> {
                assertThat(method.getName()).isEqualTo("attached");
                return attached;
              });
    }

    @Override
    public String backendId() {
      return "test";
    }

    @Override
    public boolean reused() {
      return false;
    }

    @Override
    public void keep(AutoCloseable companion) {
      companions.add(companion);
    }

    @Override
    public void keepProgram(AutoCloseable program) {}

    @Override
    public <T> Optional<T> kept(Class<T> type) {
      return companions.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public void close() {}

    @Override
    public void handOver() {}

    @Override
    public void discard() {}
  }

  private static final class NoFacts implements FactBoard, HostFacts {
    @Override
    public HostFacts facts() {
      return this;
    }

    @Override
    public Set<String> conditions() {
      return Set.of();
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
      return () -> {};
    }

    @Override
    public Optional<String> text(String key) {
      return Optional.empty();
    }

    @Override
    public Set<String> keys() {
      return Set.of();
    }

    @Override
    public long generation() {
      return 1;
    }
  }

  /// Decodes on the audio thread and remembers when packets were captured.
  private static final class Listener implements ClientLink {
    private final OpusLayout layout;
    private final OpusDecoder decoder;
    private final MemorySegment samples;
    private final List<Long> captured = new ArrayList<>(); // `this` lock
    private ToneMeter meter; // `this` lock
    private int heard; // `this` lock

    Listener(OpusLayout layout) {
      this.layout = layout;
      samples = Arena.ofAuto().allocate(4L * 240 * layout.channels());
      meter = new ToneMeter(layout.channels());
      try {
        decoder = OpusDecoder.open(layout);
      } catch (OpusException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public synchronized void sendAudio(MemorySegment packet, int length, long captureNanos) {
      try {
        assertThat(length).isEqualTo(160);
        int frames = decoder.decode(packet, length, samples, 240);
        meter.add(samples.toArray(ValueLayout.JAVA_FLOAT), frames);
        captured.add(captureNanos);
        heard++;
        notifyAll();
      } catch (OpusException e) {
        throw new AssertionError(e);
      }
    }

    /// Waits for so many packets from now on, and listens to those alone.
    synchronized void await(int packets) throws Exception {
      heard = 0;
      meter = new ToneMeter(layout.channels());
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (heard < packets) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          throw new TimeoutException(heard + " packets of " + packets);
        }
        wait(millis);
      }
    }

    synchronized void hears(int... tones) {
      assertThat(meter.tones()).containsExactly(tones);
    }

    synchronized List<Long> steps() {
      var steps = new ArrayList<Long>();
      for (int i = 200; i < captured.size(); i++) { // after the first second's anchoring
        steps.add(captured.get(i) - captured.get(i - 1));
      }
      return steps;
    }

    @Override
    public void input(InputSink sink) {}

    @Override
    public void format(StreamFormat format) {}

    @Override
    public long sendVideo(EncodedFrame frame) {
      return 0;
    }

    @Override
    public void end(EndReason reason, String detail) {}

    @Override
    public void close() {}
  }
}
