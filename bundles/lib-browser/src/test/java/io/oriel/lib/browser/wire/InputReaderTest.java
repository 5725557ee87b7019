package io.oriel.lib.browser.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.testkit.FuzzBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class InputReaderTest {
  /// Written by the page's own tests.
  private static final Path VECTORS =
      Path.of("../web-page/src/test/resources/io/oriel/web/page/internal/input-vectors.json");

  private final InputReader reader = new InputReader();
  private final EventLog log = new EventLog();

  private boolean read(int first, String... events) {
    var message = ByteBuffer.allocate(1200);
    message.putInt(first).put((byte) events.length);
    for (String event : events) {
      message.put(HexFormat.of().parseHex(event.replace(" ", "")));
    }
    return reader.read(message.flip(), log);
  }

  @Test
  void events_come_once_and_in_order_however_often_they_are_sent() {
    assertThat(read(0, "01 001e 01")).isTrue();
    assertThat(read(0, "01 001e 01", "01 001e 00")).isTrue();
    assertThat(read(0, "01 001e 01")).isTrue();
    assertThat(read(1, "01 001e 00", "0c")).isTrue();

    assertThat(log.lines).containsExactly("key 30 true", "key 30 false", "releaseAll");
    assertThat(reader.next()).isEqualTo(3);
  }

  @Test
  void a_message_that_begins_behind_missing_events_is_left_out() {
    assertThat(read(1, "0c")).isFalse();

    assertThat(log.lines).isEmpty();
    assertThat(reader.next()).isZero();
  }

  @Test
  void a_late_message_of_events_long_passed_changes_nothing() {
    String[] many = new String[255];
    Arrays.fill(many, "0c");
    for (int i = 0; i < 300; i++) {
      assertThat(read(i * 255, many)).isTrue();
    }
    log.lines.clear();

    assertThat(read(76_400, many)).isTrue();
    assertThat(read(17, many)).isTrue();

    assertThat(reader.next()).isEqualTo(76_655);
    assertThat(log.lines).hasSize(155);
  }

  @Test
  void what_is_not_understood_ends_a_message_and_the_events_before_count() {
    assertThat(read(0, "01 001e 01", "63 00", "0c")).isFalse();

    assertThat(log.lines).containsExactly("key 30 true");
    assertThat(reader.next()).isEqualTo(1);
  }

  @Test
  void text_that_is_no_utf8_and_slots_that_do_not_exist_are_refused() {
    assertThat(read(0, "02 02 c328")).isFalse();
    assertThat(read(0, "02 05 61")).isFalse();
    assertThat(read(0, "0b 10")).isFalse();
    assertThat(read(0, "07 07 00000001 0000 0000 00 0000 0000")).isFalse();
    assertThat(log.lines).isEmpty();
  }

  @Test
  void infinite_distances_are_left_out() {
    assertThat(read(0, "04 7fc00000 00000000", "04 3f800000 bf800000")).isTrue();
    assertThat(log.lines).containsExactly("moveBy 1.0 -1.0");
  }

  @Test
  void the_page_writes_what_this_reads() throws IOException {
    Assumptions.assumeTrue(Files.exists(VECTORS), "the page's vectors are not in this tree");
    JsonObject all = JsonParser.parseString(Files.readString(VECTORS)).getAsJsonObject();
    int first = 0;
    for (JsonElement element : all.getAsJsonArray("events")) {
      JsonObject event = element.getAsJsonObject();
      log.lines.clear();
      assertThat(read(first, event.get("hex").getAsString())).as("%s", event).isTrue();
      assertThat(log.lines).as("%s", event).hasSize(1);
      String call = event.get("call").getAsString().replace("padState", "pad");
      assertThat(log.lines.getFirst()).as("%s", event).startsWith(call);
      first++;
    }
    for (JsonElement element : all.getAsJsonArray("messages")) {
      byte[] bytes = HexFormat.of().parseHex(element.getAsJsonObject().get("hex").getAsString());
      assertThat(bytes[0]).isEqualTo((byte) SmallMessages.INPUT);
    }
  }

  @Test
  void random_messages_never_break_it() {
    FuzzBudget.run(
        random -> {
          byte[] bytes = new byte[random.nextInt(64)];
          random.nextBytes(bytes);
          if (bytes.length > 5) { // mostly plausible: the next number, few events, known kinds
            ByteBuffer.wrap(bytes)
                .putInt(reader.next() - random.nextInt(3))
                .put((byte) random.nextInt(9));
            bytes[5] = (byte) random.nextInt(14);
          }
          int before = reader.next();
          reader.read(ByteBuffer.wrap(bytes), log);
          assertThat(reader.next() - before).isBetween(0, 255);
          log.lines.clear();
        });
  }

  /// Writes events down.
  static final class EventLog implements InputEvents {
    final List<String> lines = new ArrayList<>();

    private void line(Object... words) {
      lines.add(String.join(" ", Arrays.stream(words).map(String::valueOf).toList()));
    }

    @Override
    public void key(int evdevCode, boolean down) {
      line("key", evdevCode, down);
    }

    @Override
    public void text(CharSequence utf16) {
      line("text", utf16);
    }

    @Override
    public void button(int evdevCode, boolean down) {
      line("button", evdevCode, down);
    }

    @Override
    public void moveBy(float dx, float dy) {
      line("moveBy", dx, dy);
    }

    @Override
    public void moveTo(int x, int y) {
      line("moveTo", x, y);
    }

    @Override
    public void scroll(int dx, int dy) {
      line("scroll", dx, dy);
    }

    @Override
    public void touch(int phase, int id, int x, int y, int pressure, int major, int minor) {
      line("touch", phase, id, x, y, pressure, major, minor);
    }

    @Override
    public void pen(
        int phase, int tool, int buttons, int x, int y, int pressure, int rotation, int tilt) {
      line("pen", phase, tool, buttons, x, y, pressure, rotation, tilt);
    }

    @Override
    public void padConnected(int slot, int type, int capabilities) {
      line("padConnected", slot, type, capabilities);
    }

    @Override
    public void pad(
        int slot, int buttons, int left, int right, int leftX, int leftY, int rightX, int rightY) {
      line("pad", slot, buttons, left, right, leftX, leftY, rightX, rightY);
    }

    @Override
    public void padGone(int slot) {
      line("padGone", slot);
    }

    @Override
    public void releaseAll() {
      line("releaseAll");
    }
  }
}
