package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.trust.Right;
import io.oriel.lib.browser.fixture.FakeHost;
import io.oriel.lib.browser.fixture.TestFrame;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_ticket_admits_and_the_page_is_told_who_it_is() throws Exception {
    JsonObject welcome = rig.admitted().next("welcome");

    assertThat(welcome.get("version").getAsInt()).isEqualTo(1);
    assertThat(welcome.get("name").getAsString()).isEqualTo("Laptop");
    assertThat(welcome.get("host").getAsString()).isEqualTo("desk");
    assertThat(welcome.get("maxDatagram").getAsInt()).isEqualTo(1100);
    assertThat(welcome.getAsJsonArray("rights")).hasSize(Right.values().length);
  }

  @Test
  void an_unknown_ticket_is_refused_and_the_path_closed() throws Exception {
    var path = rig.greeted("nonsense");

    assertThat(path.reason("refused")).isEqualTo("ticket");
    path.awaitClosed();
    path.awaitFreed();
  }

  @Test
  void what_comes_before_hello_is_refused() throws Exception {
    var path = rig.connected();
    path.peer.control(RecordingPath.START);

    assertThat(path.reason("refused")).isEqualTo("protocol");
    path.awaitClosed();
  }

  @Test
  void a_page_that_says_nothing_is_sent_away() throws Exception {
    var path = rig.connected();

    assertThat(path.reason("refused")).isEqualTo("protocol");
    path.awaitFreed();
    assertThat(rig.host.pages()).isZero();
  }

  @Test
  void a_session_is_what_the_page_asked_for_as_far_as_it_may() throws Exception {
    rig.fake.client = FakeHost.client(EnumSet.of(Right.VIEW, Right.INPUT));
    var path = rig.admitted();
    path.peer.control(RecordingPath.START);
    var session = rig.orchestrator.next();
    session.linked();

    assertThat(session.request().display().widthPx()).isEqualTo(1280);
    assertThat(session.request().display().heightPx()).isEqualTo(720);
    assertThat(session.request().display().scale()).isEqualTo(1.5);
    assertThat(session.request().devices())
        .containsExactlyInAnyOrder(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH);
    assertThat(session.request().sound().channels()).isZero();
    assertThat(session.stream().orElseThrow().referenceInvalidation()).isTrue();
    assertThat(session.stream().orElseThrow().audio().bitsPerSecond()).isZero();
  }

  @Test
  void started_follows_the_first_key_frame_and_says_how_to_decode_it() throws Exception {
    var path = rig.admitted();
    path.peer.control(RecordingPath.START);
    var session = rig.orchestrator.next();
    var link = session.linked();

    link.sendVideo(TestFrame.predicted(1));
    assertThat(path.frames).isEmpty();
    link.sendVideo(TestFrame.key(2));
    link.sendVideo(TestFrame.predicted(3));

    JsonObject started = path.next("started");
    assertThat(started.get("session").getAsString()).isEqualTo(session.id());
    assertThat(started.get("codec").getAsString()).isEqualTo("h264");
    assertThat(started.get("codecString").getAsString()).isEqualTo("avc1.42C020");
    assertThat(started.get("frame").getAsInt()).isEqualTo(2);
    assertThat(started.get("viewOnly").getAsBoolean()).isFalse();
    assertThat(started.getAsJsonObject("audio").get("channels").getAsInt()).isEqualTo(2);
    assertThat(started.get("connection").getAsString()).isEqualTo("c7");
    assertThat(started.get("n").getAsInt()).isEqualTo(3);
    assertThat(path.frames).containsExactly(2L, 3L);
    assertThat(session.nextTold()).isEqualTo("key frame");
  }

  @Test
  void a_new_format_is_told_with_its_first_key_frame() throws Exception {
    var path = rig.live();

    path.link.format(FakeHost.H264);
    path.link.sendVideo(TestFrame.key(9));

    assertThat(path.next("format").get("frame").getAsInt()).isEqualTo(9);
  }

  @Test
  void the_client_s_older_session_is_taken_over() throws Exception {
    var first = rig.live();

    var second = rig.live();

    assertThat(first.reason("ended")).isEqualTo("TAKEN_OVER");
    first.awaitFreed();
    assertThat(second.session.state()).isNotEqualTo(Session.State.ENDED);
  }

  @Test
  void a_session_that_cannot_be_had_is_refused_with_the_reason() throws Exception {
    rig.orchestrator.refusal = new SessionException(EndReason.LIMIT, "The host is full");
    var path = rig.admitted();
    path.peer.control(RecordingPath.START);

    JsonObject refused = path.next("refused");
    assertThat(refused.get("reason").getAsString()).isEqualTo("LIMIT");
    assertThat(refused.get("text").getAsString()).isEqualTo("The host is full");
    path.awaitFreed();
  }

  @Test
  void applications_need_the_right_to_launch() throws Exception {
    rig.fake.client =
        FakeHost.client(
            Right.usual().stream().filter(r -> r != Right.LAUNCH).collect(Collectors.toSet()));
    var path = rig.admitted();
    path.peer.control("{\"type\":\"start\",\"app\":\"custom:x\",\"codecs\":[\"h264\"]}");

    assertThat(path.reason("refused")).isEqualTo("REVOKED");
  }

  @Test
  void a_browser_that_decodes_nothing_of_it_is_told_so() throws Exception {
    var path = rig.admitted();
    path.peer.control("{\"type\":\"start\",\"codecs\":[\"theora\"]}");

    assertThat(path.reason("refused")).isEqualTo("NO_BACKEND");
  }

  @Test
  void a_resized_window_yields_one_change_of_mode() throws Exception {
    var path = rig.live();
    for (int width = 800; width <= 900; width += 10) {
      path.peer.control("{\"type\":\"mode\",\"width\":" + width + ",\"height\":600,\"scale\":1}");
    }

    int modes = 1; // more only where this machine stood still for a quarter of a second
    while (!path.session.nextTold().equals("mode 900x600 60000 1.0")) {
      modes++;
    }
    assertThat(modes).isLessThan(6);
    path.link.modeChanged(DisplayRequest.of("d", 900, 600, 60_000));
    assertThat(path.next("mode").get("width").getAsInt()).isEqualTo(900);
  }

  @Test
  void a_display_that_runs_faster_than_the_stream_changes_no_rate() throws Exception {
    var path = rig.live();
    path.session.headroomPercent = 250;

    path.peer.control("{\"type\":\"mode\",\"width\":900,\"height\":600}");
    assertThat(path.session.nextTold()).isEqualTo("mode 900x600 60000 1.5");
    path.peer.control("{\"type\":\"mode\",\"refreshMilliHz\":30000}");
    assertThat(path.session.nextTold()).isEqualTo("mode 1280x720 30000 1.5");
  }

  @Test
  void the_smaller_of_wish_and_path_decides_the_rate() throws Exception {
    var path = rig.live();
    assertThat(path.allowed).containsExactly(5_529_600L);

    path.peer.carries(3_000_000);
    assertThat(path.session.nextTold()).isEqualTo("rate 3000000");
    assertThat(path.next("rate").get("bitsPerSecond").getAsLong()).isEqualTo(3_000_000);
    path.peer.control("{\"type\":\"rate\",\"bitsPerSecond\":1000000}");
    assertThat(path.session.nextTold()).isEqualTo("rate 1000000");
    path.peer.carries(2_990_000);
    path.peer.control("{\"type\":\"rate\",\"bitsPerSecond\":9000000}");
    assertThat(path.session.nextTold()).isEqualTo("rate 2990000");
    assertThat(path.allowed).containsExactly(5_529_600L, 1_000_000L, 9_000_000L);
  }

  @Test
  void microphone_clipboard_rumble_and_remarks_pass() throws Exception {
    var path = rig.live();
    path.send("01 00000000 01 0900010003");
    path.session.nextTold();

    path.send("05 00000009 0102");
    assertThat(path.session.nextTold()).isEqualTo("microphone 9 2");
    path.peer.control("{\"type\":\"clipboard\",\"text\":\"hi\"}");
    assertThat(path.session.nextTold()).isEqualTo("copy hi");
    path.link.clipboard(ClipboardContent.text("ho"));
    assertThat(path.next("clipboard").get("text").getAsString()).isEqualTo("ho");
    path.link.clipboard(ClipboardContent.text("\u0001".repeat(20_000)));
    assertThat(path.next("clipboard").get("size").getAsInt()).isEqualTo(20_000);
    path.link.feedback().rumble(0, 100, 65535, 250);
    assertThat(path.next("rumble").get("high").getAsInt()).isEqualTo(65535);
    path.session.remarks = List.of("no sound: no backend");
    assertThat(path.next("remark").get("text").getAsString()).startsWith("no sound");
  }

  @Test
  void sound_can_be_turned_off() throws Exception {
    var path = rig.live();
    path.link.sendAudio(MemorySegment.NULL, 10, 0);
    path.peer.control("{\"type\":\"audio\",\"on\":false}");
    path.link.sendAudio(MemorySegment.NULL, 10, 0);

    assertThat(path.sounds).isEqualTo(1);
  }

  @Test
  void figures_hold_what_page_and_path_count() throws Exception {
    var path = rig.live();
    path.peer.control(
        "{\"type\":\"stats\",\"frames\":60,\"dropped\":2,\"decodeMillis\":1.5,\"queue\":1,"
            + "\"latencyMillis\":20}");
    path.send("ff");
    path.send("01 0000");

    var counters = path.link.counters();
    assertThat(counters)
        .containsEntry("link.frames.sent", 1L)
        .containsEntry("link.page.frames", 60L)
        .containsEntry("link.page.dropped", 2L)
        .containsEntry("link.page.malformed", 1L);
    assertThat(path.link.distributions().get("page.latency").count()).isEqualTo(1);
  }

  @Test
  void goodbye_ends_the_session_and_with_quit_the_application() throws Exception {
    var path = rig.live();
    path.peer.control("{\"type\":\"bye\",\"quit\":true}");

    assertThat(path.session.nextTold()).isEqualTo("gone true");
    assertThat(rig.orchestrator.quits.poll(20, TimeUnit.SECONDS)).isEqualTo("c1 CLIENT_QUIT");
    path.awaitFreed();
  }

  @Test
  void the_end_of_a_session_is_told_with_its_reason() throws Exception {
    var path = rig.live();
    path.session.end(EndReason.OPERATOR);

    JsonObject ended = path.next("ended");
    assertThat(ended.get("reason").getAsString()).isEqualTo("OPERATOR");
    assertThat(ended.get("text").getAsString()).contains("owner");
    path.awaitFreed();
  }

  @Test
  void a_removed_client_leaves_and_so_do_all_when_the_transport_goes() throws Exception {
    var path = rig.admitted();
    rig.fake.trustWatches.forEach(watch -> watch.accept(FakeHost.client(Set.of())));
    assertThat(path.reason("ended")).isEqualTo("REVOKED");

    var live = rig.live();
    rig.host.close();
    assertThat(live.reason("ended")).isEqualTo("TRANSPORT_LOST");
    live.awaitClosed();
  }

  @Test
  void a_page_that_goes_while_its_session_is_prepared_leaves_none_behind() throws Exception {
    var path = rig.admitted();
    path.peer.control(RecordingPath.START);
    path.peer.closed();

    var session = rig.orchestrator.next();
    assertThat(session.ended().toCompletableFuture().get(20, TimeUnit.SECONDS)).isNotNull();
    path.awaitFreed();
  }
}
