package io.oriel.host.session.internal;

import static io.oriel.host.session.internal.SyntheticHost.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.Session.State;
import io.oriel.api.session.Stage;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.media.opus.OpusEncoder;
import io.oriel.media.opus.OpusLibrary;
import io.oriel.testkit.FuzzBudget;
import io.oriel.testkit.ToneMeter;
import io.oriel.testkit.Tones;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionMicrophoneTest {
  private static final int FRAMES = 960; // of 20 ms
  private static final int ATTEMPTS = 10;
  private static final Set<Right> MAY = EnumSet.of(Right.VIEW, Right.MICROPHONE);

  private final SyntheticHost host = new SyntheticHost();
  private final HeardMicrophones microphones = new HeardMicrophones();
  private final SeenLink link = new SeenLink();
  private int sequence = -2; // wraps soon

  @BeforeEach
  void library() {
    Assumptions.assumeTrue(
        OpusLibrary.lack().isEmpty(), () -> OpusLibrary.lack().orElse("libopus is there"));
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
    assertThat(microphones.opened)
        .allSatisfy(
            heard -> {
              assertThat(heard.misuse).isNull();
              assertThat(heard.closed).as("closed").isTrue();
            });
  }

  private Session live(Set<Right> rights) throws Exception {
    Client client = host.trust.pair("laptop", rights);
    return host.live(client, link);
  }

  private void plug() {
    host.backends.addMicrophone(microphones, Fakes.id("heard"));
  }

  private HeardMicrophones.Heard heard() {
    return microphones.opened.getLast();
  }

  /// Packets of 20 ms with the first of the test kit's tones.
  private static List<byte[]> tone(int packets) throws Exception {
    var all = new ArrayList<byte[]>();
    try (var arena = Arena.ofConfined();
        var encoder = OpusEncoder.open(new AudioParameters(OpusLayout.MONO, 20, 64_000))) {
      var samples = arena.allocate(4L * FRAMES, 64);
      var packet = arena.allocate(2000, 64);
      for (int p = 0; p < packets; p++) {
        for (int i = 0; i < FRAMES; i++) {
          double t = (double) (p * FRAMES + i) / Tones.RATE_HZ;
          float value = (float) (0.5 * Math.sin(2 * Math.PI * Tones.hertz(0) * t));
          samples.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
        }
        int length = encoder.encode(samples, packet);
        all.add(packet.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
      }
    }
    return all;
  }

  /// Speaks as a client does, as fast as time passes; packets that are `null` get lost.
  private void say(List<byte[]> packets) throws Exception {
    for (byte[] packet : packets) {
      if (packet != null) {
        link.sink.microphone(ByteBuffer.wrap(packet), sequence);
      }
      sequence++;
      Thread.sleep(20); // the client's pace, not a wait for something
    }
  }

  private long counter(Session session, String name) {
    return session.figures().counters().get("microphone." + name);
  }

  @Test
  void a_backend_is_told_what_the_same_programs_play_into() throws Exception {
    plug();
    var session = live(EnumSet.of(Right.VIEW, Right.AUDIO, Right.MICROPHONE));

    assertThat(heard().name).startsWith("oriel-mic-" + session.id());
    assertThat(heard().sink).startsWith("oriel-" + session.id());
  }

  @Test
  void what_the_client_says_is_recorded_by_programs() throws Exception {
    plug();
    var session = live(MAY);

    double level = 0;
    for (int i = 0; i < ATTEMPTS && level < 0.3; i++) { // a busy machine may lose some packets
      int before = heard().length();
      say(tone(30));
      await("the sound", () -> heard().length() >= before + 20 * FRAMES);
      var meter = new ToneMeter(1);
      meter.add(heard().samples(before + 5 * FRAMES, before + 20 * FRAMES), 15 * FRAMES);
      level = meter.level(0, 0);
    }

    assertThat(host.keeper.environment).containsEntry("PULSE_SOURCE", "oriel-mic-" + session.id());
    assertThat(session.chain()).containsEntry(Stage.MICROPHONE, "heard");
    assertThat(level).isBetween(0.3, 0.7);
    assertThat(counter(session, "damaged")).isZero();
    assertThat(session.remarks()).noneMatch(remark -> remark.contains("microphone"));
  }

  @Test
  void lost_packets_are_concealed_and_late_ones_left_out() throws Exception {
    plug();
    var session = live(MAY);
    var packets = tone(20);
    packets.set(8, null);
    packets.set(9, null);

    for (int i = 0; i < ATTEMPTS && counter(session, "concealed") == 0; i++) {
      say(packets);
    }
    int passed = sequence - 12;
    await(
        "a late one",
        () -> {
          link.sink.microphone(ByteBuffer.wrap(packets.get(3)), passed);
          return counter(session, "late") > 0;
        });

    assertThat(counter(session, "concealed")).isPositive();
    assertThat(counter(session, "packets")).isPositive();
  }

  @Test
  void who_may_not_has_no_source_and_is_not_heard() throws Exception {
    plug();
    var session = live(Right.usual());

    say(tone(3));

    assertThat(microphones.opened).isEmpty();
    assertThat(session.chain()).doesNotContainKey(Stage.MICROPHONE);
    assertThat(session.remarks()).noneMatch(remark -> remark.contains("microphone"));
  }

  @Test
  void a_right_taken_away_closes_the_source_and_a_right_given_opens_it() throws Exception {
    plug();
    var session = live(Right.usual());
    var id = session.request().client().id();

    host.trust.allow(id, MAY);
    await("a source", () -> session.chain().containsKey(Stage.MICROPHONE));
    assertThat(host.keeper.environment)
        .as("programs that run already know it")
        .containsEntry("PULSE_SOURCE", heard().name);
    say(tone(5));
    await("sound", () -> heard().length() > 0);
    host.trust.allow(id, Right.usual());
    await("no source", () -> heard().closed);
    say(tone(3));

    assertThat(microphones.opened).hasSize(1);
    assertThat(session.state()).isEqualTo(State.LIVE);
  }

  @Test
  void without_a_backend_the_session_says_so_and_speaks_when_one_comes() throws Exception {
    var session = live(MAY);
    assertThat(session.remarks()).anyMatch(remark -> remark.startsWith("no microphone: "));

    plug();
    await("a source", () -> session.chain().containsKey(Stage.MICROPHONE));
    say(tone(5));

    await("sound", () -> heard().length() > 0);
    assertThat(session.remarks()).contains("the microphone is back");
  }

  @Test
  void a_backend_that_is_taken_away_or_dies_is_replaced() throws Exception {
    plug();
    var session = live(MAY);
    String name = heard().name;

    host.backends.removeMicrophone(microphones);
    assertThat(heard().closed).as("when the removal returns").isTrue();
    assertThat(session.chain()).doesNotContainKey(Stage.MICROPHONE);
    var next = new HeardMicrophones();
    host.backends.addMicrophone(next, Fakes.id("heard"));
    await("another source", () -> next.opened.size() == 1);
    next.opened
        .getFirst()
        .health
        .lost(
            new io.oriel.api.backend.BackendException(
                io.oriel.api.backend.BackendException.Kind.DEVICE_LOST, "the server ended"));
    await("a third", () -> next.opened.size() == 2);
    await("it is in use", () -> session.chain().containsKey(Stage.MICROPHONE));
    say(tone(5));
    await("sound", () -> next.opened.getLast().length() > 0);

    assertThat(next.opened).extracting(heard -> heard.name).containsOnly(name);
    assertThat(next.opened.getFirst().closed).isTrue();
    assertThat(counter(session, "lost")).isEqualTo(2);
  }

  @Test
  void a_backend_that_throws_is_replaced_and_ends_nothing() throws Exception {
    plug();
    microphones.throwsOnWrite = true;
    var session = live(MAY);

    say(tone(3));
    microphones.throwsOnWrite = false;
    await("another source", () -> microphones.opened.size() == 2);
    await("it is in use", () -> session.chain().containsKey(Stage.MICROPHONE));
    say(tone(5));

    await("sound", () -> heard().length() > 0);
    assertThat(session.state()).isEqualTo(State.LIVE);
  }

  @Test
  void the_source_waits_with_its_display_and_goes_with_it() throws Exception {
    plug();
    var session = live(MAY);
    session.end(EndReason.CLIENT_GONE);
    session.ended().toCompletableFuture().get();
    assertThat(heard().closed).as("kept with the display").isFalse();

    var back = host.prepared(session.request().client());
    assertThat(microphones.opened).hasSize(1);
    assertThat(back.chain()).containsEntry(Stage.MICROPHONE, "heard");

    back.end(EndReason.OPERATOR);
    back.ended().toCompletableFuture().get();
    assertThat(heard().closed).isTrue();
  }

  @Test
  void nothing_in_a_packet_ends_the_microphone() throws Exception {
    plug();
    var session = live(MAY);
    byte[] good = tone(1).getFirst();
    var packet = ByteBuffer.allocateDirect(2000);

    FuzzBudget.run(
        random -> {
          packet.clear().limit(random.nextInt(2000));
          boolean mutated = random.nextBoolean();
          for (int i = 0; i < packet.limit(); i++) {
            boolean keep = mutated && i < good.length && random.nextInt(8) != 0;
            packet.put(i, keep ? good[i] : (byte) random.nextInt());
          }
          link.sink.microphone(packet, random.nextInt(4) == 0 ? random.nextInt() : sequence++);
        });

    int before = heard().length();
    assertThat(before).as("no faster than time passes, and a little").isLessThan(48_000 * 60);
    for (int i = 0; i < ATTEMPTS && heard().length() == before; i++) {
      say(tone(20));
    }
    assertThat(heard().length()).as("sound afterwards").isGreaterThan(before);
    assertThat(session.state()).isEqualTo(State.LIVE);
    assertThat(counter(session, "dropped")).isPositive();
  }
}
