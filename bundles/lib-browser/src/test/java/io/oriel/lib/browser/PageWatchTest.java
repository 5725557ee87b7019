package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.web.Admission;
import io.oriel.lib.browser.fixture.FakeHost;
import io.oriel.lib.browser.fixture.TestFrame;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages that watch a session of another one.
class PageWatchTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_guest_watches_the_session_of_its_link_and_nothing_else() throws Exception {
    var path = rig.live();
    String id = path.session.id();
    rig.fake.tickets.put("g1", new Admission(FakeHost.guest(), Optional.of(id), Instant.MAX));
    rig.fake.tickets.put("g2", new Admission(FakeHost.guest(), Optional.of("ffff"), Instant.MAX));
    rig.fake.tickets.put("g3", new Admission(FakeHost.guest(), Optional.of(id), Instant.MAX));
    String watch = "{\"type\":\"watch\",\"session\":\"" + id + "\",\"codecs\":[\"h264\"]}";

    var other = rig.greeted("g2");
    other.peer.control(watch);
    assertThat(other.reason("refused")).isEqualTo("REVOKED");
    var starts = rig.greeted("g3");
    starts.peer.control(RecordingPath.START);
    assertThat(starts.reason("refused")).isEqualTo("REVOKED");
    var guest = rig.greeted("g1");
    guest.peer.control(watch);
    var link = path.session.watching.poll(20, TimeUnit.SECONDS);
    link.sendVideo(TestFrame.key(40));

    assertThat(guest.next("started").get("viewOnly").getAsBoolean()).isTrue();
    assertThat(path.session.watchers).extracting("id").containsExactly("guest-1");
  }

  @Test
  void a_guest_leaves_when_the_link_expires_or_is_withdrawn() throws Exception {
    var path = rig.live();
    var soon =
        new Admission(
            FakeHost.guest(), Optional.of(path.session.id()), Instant.now().plusMillis(300));
    rig.fake.tickets.put("g", soon);
    var expiring = rig.greeted("g");
    assertThat(expiring.reason("ended")).isEqualTo("REVOKED");

    var lasting = new Admission(FakeHost.guest(), Optional.of(path.session.id()), Instant.MAX);
    rig.fake.tickets.put("h", lasting);
    var withdrawn = rig.greeted("h");
    rig.fake.ticketWatches.forEach(watch -> watch.accept(lasting));
    assertThat(withdrawn.reason("ended")).isEqualTo("REVOKED");
  }

  @Test
  void a_guest_whose_link_is_withdrawn_while_its_ticket_is_taken_is_sent_away() throws Exception {
    var admission = new Admission(FakeHost.guest(), Optional.of("0001"), Instant.MAX);
    rig.fake.tickets.put("g", admission);
    var withdrawing =
        Thread.ofPlatform()
            .unstarted(() -> rig.fake.ticketWatches.forEach(watch -> watch.accept(admission)));
    rig.fake.whenRedeemed =
        () -> {
          withdrawing.start();
          while (withdrawing.getState() != Thread.State.BLOCKED && withdrawing.isAlive()) {
            Thread.onSpinWait();
          }
        };

    var guest = rig.greeted("g");

    assertThat(guest.reason("ended")).isEqualTo("REVOKED");
    guest.awaitClosed();
    withdrawing.join();
  }

  @Test
  void who_watches_neither_chooses_the_rate_nor_is_told_of_it() throws Exception {
    var path = rig.live();
    String id = path.session.id();
    rig.fake.tickets.put("g", new Admission(FakeHost.guest(), Optional.of(id), Instant.MAX));
    var guest = rig.greeted("g");
    guest.peer.control("{\"type\":\"watch\",\"session\":\"" + id + "\",\"codecs\":[\"h264\"]}");
    var link = path.session.watching.poll(20, TimeUnit.SECONDS);
    link.sendVideo(TestFrame.key(40));
    guest.next("started");

    guest.peer.carries(3_000_000);
    guest.peer.control("{\"type\":\"rate\",\"bitsPerSecond\":1000000}");
    link.modeChanged(DisplayRequest.of("d", 900, 600, 60_000));

    var next = guest.messages.poll(20, TimeUnit.SECONDS);
    assertThat(next.get("type").getAsString()).isEqualTo("mode");
    assertThat(path.session.told).noneMatch(told -> told.startsWith("rate"));
  }
}
