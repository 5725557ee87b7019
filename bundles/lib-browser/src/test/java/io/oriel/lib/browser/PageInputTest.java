package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.lib.browser.fixture.TestFrame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What pages send in small messages, and what comes back.
class PageInputTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void input_arrives_once_and_is_acknowledged() throws Exception {
    var path = rig.live();

    path.send("01 00000000 02 01001e01 01001e00");
    path.send("01 00000000 02 01001e01 01001e00");
    path.send("01 00000001 02 01001e00 03011001");

    assertThat(path.datagrams.poll()).isEqualTo("8100000002");
    assertThat(path.datagrams.poll()).isEqualTo("8100000002");
    assertThat(path.datagrams.poll()).isEqualTo("8100000003");
    assertThat(path.session.told).containsExactly("key 30 true", "key 30 false", "button 272 true");
  }

  @Test
  void what_a_lost_page_holds_is_let_go_of_before_the_session_hears() throws Exception {
    var path = rig.live();
    path.send("01 00000000 04 01001e01 03011001 0900010003 07010000000740000fff7f028f0000");

    path.peer.closed();

    assertThat(path.session.told)
        .containsSubsequence(
            "key 30 true", "key 30 false", "button 272 false", "touch CANCEL_ALL 7", "gone false");
    assertThat(path.session.told).contains("pad 0 XBOX 2", "gamepad 0 0");
    path.awaitFreed();
  }

  @Test
  void a_silent_page_lets_go_and_is_heard_again() throws Exception {
    var path = rig.live();
    path.send("01 00000000 01 01001e01");
    assertThat(path.session.nextTold()).isEqualTo("key 30 true");

    assertThat(path.session.nextTold()).isEqualTo("key 30 false");
    path.send("01 00000001 01 01001e01");

    assertThat(path.session.nextTold()).isEqualTo("key 30 true");
  }

  @Test
  void pings_come_back_with_the_host_s_clock() throws Exception {
    var path = rig.live();
    long before = System.nanoTime() / 1000;

    path.send("02 00000007 0000000000000123");

    String pong = path.datagrams.poll(20, TimeUnit.SECONDS);
    assertThat(pong).startsWith("82000000070000000000000123").hasSize(58);
    assertThat(Long.parseUnsignedLong(pong.substring(26, 42), 16)).isGreaterThanOrEqualTo(before);
  }

  @Test
  void frames_that_the_page_has_or_lacks_are_told_by_the_host_s_numbers() throws Exception {
    var path = rig.live();
    path.link.sendVideo(TestFrame.predicted(0x1_0000_0005L));

    path.send("03 00000005 00000004 01");
    path.send("04 fffffffe 00000003");
    path.send("04 00000009 0000000a");

    assertThat(path.session.nextTold()).isEqualTo("received 4294967301");
    assertThat(path.session.nextTold()).isEqualTo("lost 4294967294 4294967299");
    assertThat(path.session.told).isEmpty();
  }

  @Test
  void rumble_that_changes_quickly_ends_with_the_newest() throws Exception {
    var path = rig.live();
    path.send("01 00000000 01 0900010003");
    for (int strength = 1000; strength >= 0; strength--) {
      path.link.feedback().rumble(0, strength, 0, 0);
    }
    path.link.feedback().rumble(1, 5, 5, 0); // nobody is there

    JsonObject rumble = path.next("rumble");
    int count = 1;
    while (rumble.get("low").getAsInt() != 0) {
      rumble = path.next("rumble");
      count++;
    }
    assertThat(count).isLessThan(500);
  }

  @Test
  void rubbish_is_bounded() throws Exception {
    var path = rig.live();
    for (int i = 0; i < 99; i++) {
      path.send("01 00");
    }
    assertThat(path.closed.getCount()).isEqualTo(1);
    path.send("01 00");

    assertThat(path.reason("refused")).isEqualTo("protocol");
    path.awaitFreed();
  }
}
