package io.oriel.transport.webtransport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.webtransport.ClientStream;
import io.oriel.testkit.FuzzBudget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlStreamTest {
  private final FakePeer peer = new FakePeer();
  private final List<String> written = new ArrayList<>();
  private int broken;
  private final ControlStream stream = new ControlStream(new Written(), peer, () -> broken++);

  private static ByteBuffer framed(String... messages) {
    var all = ByteBuffer.allocate(1 << 20);
    for (String message : messages) {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      all.putInt(bytes.length).put(bytes);
    }
    return all.flip();
  }

  @Test
  void messages_are_whole_however_they_are_cut() {
    ByteBuffer all = framed("{}", "", "äöü", "x".repeat(3000));
    while (all.hasRemaining()) {
      int more = Math.min(all.remaining(), 1 + all.position() % 7);
      stream.read(all.slice(all.position(), more));
      all.position(all.position() + more);
    }

    assertThat(peer.told).containsExactly("{}", "", "äöü", "x".repeat(3000));
    assertThat(broken).isZero();
  }

  @Test
  void a_message_that_is_too_long_breaks_the_channel_and_reserves_nothing() {
    stream.read(ByteBuffer.allocate(8).putInt(70_000).putInt(1).flip());
    assertThat(broken).isEqualTo(1);

    var negative = new ControlStream(new Written(), peer, () -> broken++);
    negative.read(ByteBuffer.allocate(8).putInt(-1).putInt(1).flip());
    assertThat(broken).isEqualTo(2);
    assertThat(peer.told).isEmpty();
  }

  @Test
  void the_longest_message_passes() {
    stream.read(framed("y".repeat(64 << 10)));

    assertThat(peer.told).hasSize(1);
  }

  @Test
  void the_host_s_messages_have_a_length_too() {
    stream.write("{\"type\":\"ü\"}");

    assertThat(written).containsExactly("\0\0\0\r{\"type\":\"ü\"}");
  }

  @Test
  void the_end_of_the_channel_is_the_end_of_the_page() {
    stream.finished();

    assertThat(broken).isEqualTo(1);
  }

  @Test
  void damage_never_breaks_it() {
    FuzzBudget.run(
        random -> {
          byte[] bytes = new byte[64];
          framed("{\"type\":\"ping\"}", "{}").get(bytes, 0, 25);
          FuzzBudget.damage(random, bytes, 0, bytes.length);
          var one = new ControlStream(new Written(), peer, () -> {});
          one.read(ByteBuffer.wrap(bytes, 0, 1 + random.nextInt(63)));
          one.read(ByteBuffer.wrap(bytes));
          peer.told.clear();
        });
  }

  private final class Written implements ClientStream {
    @Override
    public long id() {
      return 0;
    }

    @Override
    public boolean bidirectional() {
      return true;
    }

    @Override
    public boolean write(ByteBuffer bytes) {
      written.add(StandardCharsets.UTF_8.decode(bytes).toString());
      return true;
    }

    @Override
    public void finish(ByteBuffer bytes) {}

    @Override
    public long unsentBytes() {
      return 0;
    }

    @Override
    public void reading(boolean on) {}

    @Override
    public void reset(int code) {}
  }
}
