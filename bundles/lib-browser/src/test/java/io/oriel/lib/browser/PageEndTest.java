package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.session.EndReason;
import io.oriel.api.trust.Right;
import io.oriel.lib.browser.fixture.FakeHost;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages that end at a bad moment, or say what they should not.
class PageEndTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_page_that_goes_while_its_session_starts_is_not_fed() throws Exception {
    var path = rig.admitted();
    path.whenAllowed = path.peer::closed;
    path.peer.control(RecordingPath.START);
    var session = rig.orchestrator.next();

    assertThat(session.ended().toCompletableFuture().get(20, TimeUnit.SECONDS))
        .isEqualTo(EndReason.CLIENT_GONE);
    path.awaitFreed();
    assertThat(session.link).isNotDone();
  }

  @Test
  void a_session_that_was_prepared_in_vain_ends_at_once() throws Exception {
    var path = rig.admitted();
    path.whenAllowed =
        () -> {
          throw new IllegalStateException("a path that fails");
        };
    path.peer.control(RecordingPath.START);

    assertThat(path.reason("refused")).isEqualTo("FAILED");
    var session = rig.orchestrator.next();
    assertThat(session.ended().toCompletableFuture().get(20, TimeUnit.SECONDS))
        .isEqualTo(EndReason.FAILED);
  }

  @Test
  void what_a_page_presses_after_its_end_is_not_pressed() throws Exception {
    var path = rig.live();
    path.send("01 00000000 01 01001e01");
    assertThat(path.session.nextTold()).isEqualTo("key 30 true");

    path.peer.control("{\"type\":\"bye\"}");
    path.send("01 00000001 01 01001f01");

    assertThat(path.session.nextTold()).isEqualTo("key 30 false");
    assertThat(path.session.nextTold()).isEqualTo("gone true");
    assertThat(path.session.told).isEmpty();
  }

  @Test
  void a_page_is_told_what_its_client_may_do_now_and_leaves_with_the_right_to_view()
      throws Exception {
    var path = rig.live();
    var watches = rig.fake.trustWatches;

    watches.forEach(watch -> watch.accept(FakeHost.client(Set.of(Right.VIEW, Right.AUDIO))));
    assertThat(path.next("rights").get("rights").toString()).isEqualTo("[\"VIEW\",\"AUDIO\"]");
    watches.forEach(watch -> watch.accept(FakeHost.client(Set.of(Right.AUDIO))));

    assertThat(path.reason("ended")).isEqualTo("REVOKED");
  }

  @Test
  void an_older_page_cannot_quit_what_a_newer_one_runs() throws Exception {
    var first = rig.live();
    rig.live();
    assertThat(first.reason("ended")).isEqualTo("TAKEN_OVER");

    first.peer.control("{\"type\":\"bye\",\"quit\":true}");

    assertThat(rig.orchestrator.quits.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void a_wish_for_no_particular_rate_takes_the_limit_away() throws Exception {
    var path = rig.live();
    path.peer.control("{\"type\":\"rate\",\"bitsPerSecond\":1000000}");
    assertThat(path.session.nextTold()).isEqualTo("rate 1000000");

    path.peer.control("{\"type\":\"rate\"}");

    assertThat(path.session.nextTold()).isEqualTo("rate " + rig.host.mostBits());
  }

  @Test
  void texts_copied_in_haste_end_with_the_newest() throws Exception {
    var path = rig.live();
    for (int i = 1; i <= 200; i++) {
      path.peer.control("{\"type\":\"clipboard\",\"text\":\"" + i + "\"}");
    }

    String told;
    do {
      told = path.session.nextTold();
    } while (!told.equals("copy 200"));
    assertThat(path.session.told).isEmpty();
  }

  @Test
  void a_page_that_never_stops_talking_is_refused() throws Exception {
    var path = rig.live();
    String much = "{\"type\":\"stats\",\"x\":\"" + "x".repeat(60_000) + "\"}";
    for (int i = 0; i < 100; i++) {
      path.peer.control(much);
    }

    assertThat(path.reason("refused")).isEqualTo("protocol");
    path.awaitClosed();
  }
}
