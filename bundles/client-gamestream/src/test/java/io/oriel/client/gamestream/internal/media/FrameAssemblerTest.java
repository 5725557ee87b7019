package io.oriel.client.gamestream.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.Vectors;
import io.oriel.wire.gamestream.control.FecStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameAssemblerTest {
  private final JsonObject file = Vectors.file("video-packets.json");

  @Test
  void recorded_streams_give_the_recorded_bitstreams() throws Exception {
    for (JsonElement stream : file.getAsJsonArray("streams")) {
      check(stream.getAsJsonObject(), 0);
    }
  }

  @Test
  void the_largest_repairable_loss_is_repaired() throws Exception {
    for (JsonElement stream : file.getAsJsonArray("streams")) {
      check(stream.getAsJsonObject(), 1);
    }
  }

  @Test
  void one_packet_more_lost_is_reported_once() throws Exception {
    JsonObject stream = file.getAsJsonArray("streams").get(0).getAsJsonObject();
    var frames = new Frames();
    var receiver = receiver(stream, frames);

    feed(stream.getAsJsonArray("frames").get(0).getAsJsonObject(), receiver, 2);
    feed(stream.getAsJsonArray("frames").get(1).getAsJsonObject(), receiver, 0);

    assertThat(frames.lost).containsExactly(1);
    assertThat(frames.whole).extracting(ReceivedFrame::index).containsExactly(2);
  }

  @Test
  void packets_that_contradict_their_block_or_frame_are_counted_and_change_nothing()
      throws Exception {
    JsonObject stream = plainWithParity();
    var frames = new Frames();
    var receiver = receiver(stream, frames);
    List<byte[]> packets = packets(stream, 0);
    int block = packets.getFirst()[28 + 3] & 0xff; // the upper bits of the count of data packets
    int[][] lies = {
      {27, packets.getFirst()[27] ^ 0x40}, // another last block
      {27, 0x10}, // block 1 of 1
      {28, packets.getFirst()[28] ^ 0x10}, // another percentage
      {31, block + 1}, // more data packets
      {31, 0xff},
      {30, packets.getFirst()[30] & 0xff | 0x30}, // an index behind the end
      {23, 0x7f}, // a frame in the far future
      {0, 0},
    };

    receiver.datagram(packets.getFirst().clone(), packets.getFirst().length, 1);
    for (int[] lie : lies) {
      byte[] bad = packets.get(1).clone();
      bad[lie[0]] = (byte) lie[1];
      receiver.datagram(bad, bad.length, 1);
    }
    byte[] longer = Arrays.copyOf(packets.get(1), packets.get(1).length + 1);
    receiver.datagram(longer, longer.length, 1);
    for (byte[] packet : packets.subList(1, packets.size())) {
      receiver.datagram(packet.clone(), packet.length, 1);
    }

    assertThat(frames.counters.packetsMalformed.get()).isEqualTo(lies.length + 1);
    assertThat(frames.whole).hasSize(1);
    assertThat(frames.lost).isEmpty();
  }

  @Test
  void losses_repetitions_and_stragglers_are_counted() throws Exception {
    JsonObject stream = file.getAsJsonArray("streams").get(0).getAsJsonObject();
    var frames = new Frames();
    var receiver = receiver(stream, frames);
    List<byte[]> first = packets(stream, 0);
    List<byte[]> second = packets(stream, 1);
    byte[] missing = first.get(1);

    receiver.datagram(first.getFirst().clone(), missing.length, 1);
    receiver.datagram(first.getFirst().clone(), missing.length, 1);
    assertThat(frames.counters.packetsDuplicate.get()).isEqualTo(1);
    for (byte[] packet : second) {
      receiver.datagram(packet.clone(), packet.length, 2);
    }
    assertThat(frames.counters.packetsLost.get()).isEqualTo(first.size() - 1);
    receiver.datagram(missing.clone(), missing.length, 3);

    assertThat(frames.counters.packetsLost.get()).isEqualTo(first.size() - 2);
    assertThat(frames.counters.packetsLate.get()).isPositive();
    assertThat(frames.counters.packetsMalformed.get()).isZero();
  }

  private JsonObject plainWithParity() {
    for (JsonElement stream : file.getAsJsonArray("streams")) {
      JsonObject s = stream.getAsJsonObject();
      JsonObject frame = s.getAsJsonArray("frames").get(0).getAsJsonObject();
      if (s.get("key").isJsonNull()
          && frame.getAsJsonArray("blocks").get(0).getAsJsonObject().get("parity").getAsInt() > 0) {
        return s;
      }
    }
    throw new AssertionError("no such stream");
  }

  private static List<byte[]> packets(JsonObject stream, int frame) {
    return stream
        .getAsJsonArray("frames")
        .get(frame)
        .getAsJsonObject()
        .getAsJsonArray("packets")
        .asList()
        .stream()
        .map(p -> HexFormat.of().parseHex(p.getAsString()))
        .toList();
  }

  private static void check(JsonObject stream, int loss) throws Exception {
    var frames = new Frames();
    var receiver = receiver(stream, frames);
    var expected = new ArrayList<byte[]>();
    for (JsonElement element : stream.getAsJsonArray("frames")) {
      feed(element.getAsJsonObject(), receiver, loss);
      expected.add(Vectors.bytes(element.getAsJsonObject(), "bitstream"));
    }

    assertThat(frames.lost).isEmpty();
    assertThat(frames.whole).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(frames.whole.get(i).bytes()).isEqualTo(expected.get(i));
    }
    assertThat(frames.counters.packetsMalformed.get()).isZero();
  }

  /// @param loss 0: nothing; 1: as many of the first packets of each block as parity can replace;
  ///     2: one more
  private static void feed(JsonObject frame, VideoReceiver receiver, int loss) {
    int at = 0;
    String sealed = "encrypted_packets";
    var packets = frame.getAsJsonArray(frame.has(sealed) ? sealed : "packets");
    for (JsonElement element : frame.getAsJsonArray("blocks")) {
      JsonObject block = element.getAsJsonObject();
      int parity = block.get("parity").getAsInt();
      int all = block.get("data").getAsInt() + parity;
      int skip = loss == 0 ? 0 : parity + loss - 1;
      for (int i = skip; i < all; i++) {
        byte[] bytes = HexFormat.of().parseHex(packets.get(at + i).getAsString());
        receiver.datagram(bytes, bytes.length, at + i + 1);
      }
      at += all;
    }
  }

  static VideoReceiver receiver(JsonObject stream, Frames frames) throws Exception {
    JsonElement key = stream.get("key");
    var assembler =
        new FrameAssembler(stream.get("announced_packet_size").getAsInt(), frames, frames.counters);
    return new VideoReceiver(
        assembler,
        frames.counters,
        new StreamListener() {},
        0,
        0,
        key.isJsonNull() ? null : HexFormat.of().parseHex(key.getAsString()));
  }

  static final class Frames implements FrameAssembler.FrameSink {
    final List<ReceivedFrame> whole = new ArrayList<>();
    final List<Integer> lost = new ArrayList<>();
    final StreamCounters counters = new StreamCounters(0);

    @Override
    public void frame(ReceivedFrame frame, byte[] firstPacket) {
      whole.add(frame);
    }

    @Override
    public void lost(int frame, boolean speculative) {
      lost.add(frame);
    }

    @Override
    public void fec(FecStatus report) {}
  }
}
