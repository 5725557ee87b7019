package io.oriel.host.session.internal;

import static io.oriel.host.session.internal.SyntheticHost.PATIENCE;
import static io.oriel.host.session.internal.SyntheticHost.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.Session.State;
import io.oriel.api.session.SessionException;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchersTest {
  private final SyntheticHost host = new SyntheticHost();
  private final Client owner = host.trust.pair("owner", Right.usual());
  private final SeenLink own = new SeenLink();
  private final SeenLink other = new SeenLink();
  private Session session;

  @BeforeEach
  void start() throws Exception {
    session = host.live(owner, own);
    await("the client's first frame", () -> !own.frames.isEmpty());
  }

  @AfterEach
  void stop() throws Exception {
    own.stuck.countDown();
    other.stuck.countDown();
    host.close();
    assertThat(own.damage).isNotCompleted();
    assertThat(other.damage).isNotCompleted();
    assertThat(own.closed).isTrue();
  }

  private Client guest(Right... rights) {
    return new Client("guest-1", "guest", Set.of(rights), Instant.EPOCH);
  }

  @Test
  void a_watcher_gets_the_same_frames_from_a_key_frame_on() throws Exception {
    session.attach(guest(Right.VIEW, Right.AUDIO), other);
    await("frames and sound", () -> other.frames.size() > 20 && other.sounds.get() > 10);

    assertThat(session.watchers()).extracting(Client::name).containsExactly("guest");
    assertThat(other.formats).containsExactly(SyntheticHost.stream().format());
    var seen = List.copyOf(other.frames);
    assertThat(seen.getFirst().key()).isTrue();
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).sequence()).as("numbers without gaps").isEqualTo(i + 1);
    }
    var numbers = own.frames.stream().map(frame -> frame.content().sequence()).toList();
    assertThat(numbers).contains(seen.getFirst().content().sequence());
    assertThat(session.chain().values()).as("no other encoder").hasSize(3);
  }

  @Test
  void a_watcher_without_the_right_hears_nothing() throws Exception {
    session.attach(guest(Right.VIEW), other);
    await("frames", () -> other.frames.size() > 20);

    assertThat(other.sounds).hasValue(0);
  }

  @Test
  void a_link_that_stands_still_delays_nobody_and_goes_on_with_a_key_frame() throws Exception {
    session.attach(guest(Right.VIEW), other);
    await("frames", () -> other.frames.size() > 3);

    other.stuck = new CountDownLatch(1);
    await("it stands", () -> other.stands);
    int before = own.frames.size();
    await("frames of the client meanwhile", () -> own.frames.size() > before + 40);
    int shown = other.frames.size();
    other.stuck.countDown();
    await("frames again", () -> other.frames.size() > shown + 5);

    var next = other.frames.get(shown);
    assertThat(next.key()).as("the first after the gap, %s", next).isTrue();
    assertThat(next.sequence()).isEqualTo(shown + 1);
    assertThat(skipped()).isGreaterThan(10);
  }

  private long skipped() {
    return session.figures().counters().get("watcher.1.frames.skipped");
  }

  @Test
  void nothing_that_a_watcher_does_reaches_the_desktop() throws Exception {
    session.attach(guest(EnumSet.allOf(Right.class).toArray(Right[]::new)), other);
    await("frames", () -> other.frames.size() > 3);
    var rate = session.figures().counters().get("rate.kbits");

    other.sink.injector().key(30, true);
    other.sink.injector().close();
    other.sink.rateWanted(500_000);
    other.sink.received(1);
    other.sink.modeWanted(DisplayRequest.of("watcher", 640, 480, 50_000));
    other.sink.lost(1, 2);
    int shown = other.frames.size();
    await(
        "a key frame for the loss",
        () -> other.frames.stream().skip(shown).anyMatch(SeenLink.Seen::key));

    assertThat(session.display().widthPx()).isEqualTo(320);
    assertThat(session.figures().counters().get("rate.kbits")).isEqualTo(rate);
  }

  @Test
  void who_goes_ends_nobody_else() throws Exception {
    session.attach(guest(Right.VIEW), other);
    await("frames", () -> other.frames.size() > 3);

    other.sink.gone(false);

    await("its link closed", other.closed::get);
    assertThat(session.watchers()).isEmpty();
    int shown = own.frames.size();
    await("frames of the client", () -> own.frames.size() > shown + 5);
    assertThat(session.state()).isEqualTo(State.LIVE);
  }

  @Test
  void a_link_that_throws_ends_itself_alone() throws Exception {
    other.breaks = true;
    session.attach(guest(Right.VIEW), other);

    assertThat(other.ended).succeedsWithin(PATIENCE).isEqualTo(EndReason.FAILED);
    await("its link closed", other.closed::get);
    int shown = own.frames.size();
    await("frames of the client", () -> own.frames.size() > shown + 5);
    assertThat(session.watchers()).isEmpty();
  }

  @Test
  void watchers_end_with_the_session_also_those_that_stand_still() throws Exception {
    var stuck = new SeenLink();
    session.attach(guest(Right.VIEW), other);
    session.attach(guest(Right.VIEW), stuck);
    await("frames", () -> !other.frames.isEmpty() && !stuck.frames.isEmpty());
    stuck.stuck = new CountDownLatch(1);

    session.end(EndReason.OPERATOR);

    assertThat(other.ended).succeedsWithin(PATIENCE).isEqualTo(EndReason.OPERATOR);
    assertThat(stuck.ended).succeedsWithin(PATIENCE).isEqualTo(EndReason.OPERATOR);
    assertThat(session.ended().toCompletableFuture()).succeedsWithin(PATIENCE);
    stuck.stuck.countDown();
    await("both closed", () -> other.closed.get() && stuck.closed.get());
  }

  @Test
  void who_loses_the_right_to_view_is_out_and_the_right_to_hear_is_followed() throws Exception {
    host.settings.put("watch_others", true);
    var friend = host.trust.pair("friend", Set.of(Right.VIEW));
    session.attach(friend, other);
    await("frames", () -> other.frames.size() > 3);
    assertThat(other.sounds).hasValue(0);

    host.trust.allow(friend.id(), Set.of(Right.VIEW, Right.AUDIO));
    await("sound", () -> other.sounds.get() > 3);
    host.trust.allow(friend.id(), Set.of(Right.AUDIO));

    assertThat(other.ended).succeedsWithin(PATIENCE).isEqualTo(EndReason.REVOKED);
    assertThat(session.watchers()).isEmpty();
    assertThat(session.state()).isEqualTo(State.LIVE);
  }

  @Test
  void a_client_that_was_removed_is_not_let_in_by_what_its_transport_remembers() {
    var friend = host.trust.pair("friend", Set.of(Right.VIEW));
    host.trust.remove(friend.id());
    host.settings.put("watch_others", true);

    assertThatThrownBy(() -> session.attach(friend, other))
        .isInstanceOfSatisfying(
            SessionException.class, e -> assertThat(e.reason()).isEqualTo(EndReason.REVOKED));
    assertThat(other.sink).isNull();
  }

  @Test
  void clients_watch_only_sessions_of_their_own_unless_the_owner_lets_them() throws Exception {
    var friend = host.trust.pair("friend", Right.usual());

    assertThat(session.mayWatch(friend)).isFalse();
    assertThat(session.mayWatch(guest(Right.VIEW))).isTrue();
    assertThat(session.mayWatch(guest(Right.AUDIO))).isFalse();
    assertThat(session.mayWatch(owner)).isTrue();
    assertThatThrownBy(() -> session.attach(friend, other))
        .hasMessageContaining("guest link")
        .hasMessageContaining("watch.others")
        .isInstanceOfSatisfying(
            SessionException.class, e -> assertThat(e.reason()).isEqualTo(EndReason.REVOKED));
    assertThat(other.sink).as("it learns nothing of the session").isNull();
    assertThat(session.watchers()).isEmpty();

    session.attach(owner, new SeenLink());
    host.settings.put("watch_others", true);
    assertThat(session.mayWatch(friend)).isTrue();
    session.attach(friend, other);
    await("frames", () -> other.frames.size() > 3);
  }

  @Test
  void no_more_watch_than_allowed_and_only_who_may() throws Exception {
    host.settings.put("watchers_most", 1);
    session.attach(guest(Right.VIEW), other);

    assertThatThrownBy(() -> session.attach(guest(Right.VIEW), new SeenLink()))
        .hasMessageContaining("watchers.most")
        .isInstanceOfSatisfying(
            SessionException.class, e -> assertThat(e.reason()).isEqualTo(EndReason.LIMIT));
    assertThatThrownBy(() -> session.attach(guest(Right.AUDIO), new SeenLink()))
        .hasMessageContaining("no right to view");
  }

  @Test
  void what_is_not_live_cannot_be_watched() throws Exception {
    session.end(EndReason.OPERATOR);
    session.ended().toCompletableFuture().get();

    assertThatThrownBy(() -> session.attach(guest(Right.VIEW), other))
        .isInstanceOf(SessionException.class);
  }

  @Test
  void watchers_live_through_another_mode_and_another_encoder() throws Exception {
    session.attach(guest(Right.VIEW), other);
    await("frames", () -> other.frames.size() > 3);

    var mode = DisplayRequest.of("client", 640, 480, 50_000);
    session.reconfigure(mode).toCompletableFuture().get();
    await("the format is told", () -> other.formats.size() == 2);
    assertThat(other.formats.getLast().widthPx()).isEqualTo(640);
    await("the mode is told", () -> !other.modes.isEmpty());
    assertThat(other.modes.getFirst().widthPx()).isEqualTo(640);
    var late = new SeenLink();
    session.attach(guest(Right.VIEW), late);
    await("frames", () -> late.frames.size() > 3);
    assertThat(late.modes).as("no news to who came later").isEmpty();

    int shown = other.frames.size();
    host.replaceEncoders();
    await("the loss", () -> session.figures().counters().get("stages.lost") == 1);
    await("recovery", () -> session.state() == State.LIVE);
    await(
        "a key frame of the new encoder",
        () -> other.frames.stream().skip(shown).anyMatch(SeenLink.Seen::key));

    var seen = List.copyOf(other.frames);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).sequence()).isEqualTo(i + 1);
    }
  }
}
