package io.oriel.host.session.internal;

import static io.oriel.host.session.internal.SyntheticHost.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.Session.State;
import io.oriel.api.session.Stage;
import io.oriel.api.trust.Right;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionClipboardTest {
  private static final ClipboardContent TEXT = ClipboardContent.text("a word");
  private static final ClipboardContent OTHER = ClipboardContent.text("another");

  private final SyntheticHost host = new SyntheticHost();
  private final FakeClipboards clipboards = new FakeClipboards();
  private final SeenLink link = new SeenLink();

  @AfterEach
  void stop() throws Exception {
    clipboards.mayOpen.countDown();
    host.close();
    await("all closed", () -> clipboards.opened.stream().allMatch(each -> each.closed));
  }

  private Session live(Right... rights) throws Exception {
    var all = EnumSet.of(Right.VIEW, rights);
    return host.live(host.trust.pair("laptop", all), link);
  }

  private void plug() {
    host.backends.addClipboard(clipboards, Fakes.id("fake"));
  }

  private FakeClipboards.Opened opened() throws InterruptedException {
    await("an open clipboard", () -> !clipboards.opened.isEmpty());
    return clipboards.opened.getLast();
  }

  private static void inUse(Session session) throws InterruptedException {
    await("a clipboard in use", () -> session.chain().containsKey(Stage.CLIPBOARD));
  }

  @Test
  void what_programs_copy_reaches_the_link_and_what_the_client_copies_the_programs()
      throws Exception {
    plug();
    var session = live(Right.CLIPBOARD_READ, Right.CLIPBOARD_WRITE);
    inUse(session);
    assertThat(opened().request.displayBackend()).isEqualTo("testkit");

    opened().listener.copied(TEXT);
    await("the link is told", () -> link.clipboards.contains(TEXT));

    assertThat(session.copied()).contains(TEXT);
    assertThat(session.copy(OTHER)).isTrue();
    assertThat(opened().offered).containsExactly(OTHER);
    assertThat(session.chain()).containsEntry(Stage.CLIPBOARD, "fake");
  }

  @Test
  void what_was_copied_before_the_stream_is_told_when_it_begins() throws Exception {
    plug();
    var session =
        host.prepared(host.trust.pair("laptop", EnumSet.of(Right.VIEW, Right.CLIPBOARD_READ)));
    inUse(session);
    opened().listener.copied(TEXT);

    session.start(SyntheticHost.stream(), link);

    await("the link is told", () -> link.clipboards.contains(TEXT));
  }

  @Test
  void each_direction_has_its_own_right() throws Exception {
    plug();
    var session = live(Right.CLIPBOARD_READ);
    inUse(session);
    assertThat(session.copy(TEXT)).isFalse();
    assertThat(opened().offered).isEmpty();
    assertThat(opened().listener.listens()).isTrue();

    var id = session.request().client().id();
    host.trust.allow(id, Set.of(Right.VIEW, Right.CLIPBOARD_WRITE));
    assertThat(opened().listener.listens()).as("programs are not asked").isFalse();
    opened().listener.copied(TEXT);

    assertThat(session.copied()).isEmpty();
    assertThat(session.copy(OTHER)).isTrue();
    assertThat(opened().offered).containsExactly(OTHER);
    assertThat(link.clipboards).isEmpty();
  }

  @Test
  void without_a_right_nothing_is_opened_and_without_it_any_more_it_is_closed() throws Exception {
    plug();
    var session = live();
    assertThat(clipboards.opened).isEmpty();
    assertThat(session.copied()).isEmpty();
    assertThat(session.copy(TEXT)).isFalse();

    var id = session.request().client().id();
    host.trust.allow(id, Set.of(Right.VIEW, Right.CLIPBOARD_READ));
    inUse(session);
    opened().listener.copied(TEXT);
    host.trust.allow(id, Set.of(Right.VIEW));

    assertThat(session.copied()).isEmpty();
    var first = opened();
    await("it is closed", () -> first.closed);
    assertThat(session.state()).isEqualTo(State.LIVE);
  }

  @Test
  void a_session_does_not_wait_for_its_clipboard_and_takes_none_after_its_end() throws Exception {
    plug();
    clipboards.mayOpen = new CountDownLatch(1);
    var session = live(Right.CLIPBOARD_READ);
    assertThat(session.state()).isEqualTo(State.LIVE);

    session.end(EndReason.OPERATOR);
    session.ended().toCompletableFuture().get();

    assertThat(session.chain()).doesNotContainKey(Stage.CLIPBOARD);
  }

  @Test
  void what_is_missing_is_said_with_its_reason() throws Exception {
    clipboards.answer =
        new Assessment.Unfit(Assessment.Reason.MISSING_SOFTWARE, "this desktop has none");
    plug();
    var session = live(Right.CLIPBOARD_READ);

    assertThat(session.remarks()).contains("no clipboard: fake: this desktop has none");
  }

  @Test
  void a_backend_that_dies_or_is_taken_away_is_replaced() throws Exception {
    plug();
    var session = live(Right.CLIPBOARD_READ, Right.CLIPBOARD_WRITE);
    inUse(session);
    var first = opened();

    first.health.lost(
        new BackendException(BackendException.Kind.DEVICE_LOST, "the compositor ended"));
    await("another one", () -> clipboards.opened.size() == 2);
    inUse(session);
    assertThat(first.closed).isTrue();
    assertThat(session.remarks()).anyMatch(remark -> remark.contains("the compositor ended"));

    host.backends.removeClipboard(clipboards);
    assertThat(opened().closed).as("when the removal returns").isTrue();
    assertThat(session.copy(TEXT)).isFalse();
    var next = new FakeClipboards();
    host.backends.addClipboard(next, Fakes.id("fake"));
    inUse(session);
    assertThat(session.copy(TEXT)).isTrue();
    assertThat(next.opened.getFirst().offered).containsExactly(TEXT);
    assertThat(session.remarks()).contains("the clipboard is back");
  }

  @Test
  void a_backend_that_throws_is_replaced() throws Exception {
    plug();
    var session = live(Right.CLIPBOARD_WRITE);
    inUse(session);
    clipboards.breaks = true;

    assertThat(session.copy(TEXT)).isFalse();

    clipboards.breaks = false;
    await("another one", () -> clipboards.opened.size() == 2);
    inUse(session);
    assertThat(session.copy(TEXT)).isTrue();
  }
}
