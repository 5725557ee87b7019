package io.oriel.media.webtransport.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged bytes of the network: nothing is thrown, nothing grows.
class WireFuzzTest {
  private static final int ROUNDS = 50_000;

  @Test
  void damaged_capsules_are_read_or_refused() {
    var random = new Random(6);
    for (int round = 0; round < ROUNDS; round++) {
      ByteBuf all = Unpooled.buffer();
      while (random.nextInt(3) != 0) {
        Varint.write(all, random.nextLong() >>> 2 + random.nextInt(60));
        int length = random.nextInt(40);
        Varint.write(all, length);
        all.writeZero(length);
      }
      CapsuleReader.writeClose(all, random.nextInt(), "reason");
      for (int i = random.nextInt(4); i > 0; i--) {
        all.setByte(random.nextInt(all.readableBytes()), random.nextInt());
      }
      var reader = new CapsuleReader();
      var result = CapsuleReader.Result.MORE;
      while (all.isReadable() && result == CapsuleReader.Result.MORE) {
        result = reader.read(all.readSlice(1 + random.nextInt(all.readableBytes())));
      }
      if (result == CapsuleReader.Result.CLOSED) {
        assertThat(reader.reason().length()).isLessThanOrEqualTo(1024);
      }
    }
  }

  @Test
  void any_bytes_are_a_number_or_too_few() {
    var random = new Random(7);
    byte[] some = new byte[12];
    for (int round = 0; round < ROUNDS; round++) {
      random.nextBytes(some);
      ByteBuf in = Unpooled.wrappedBuffer(some, 0, random.nextInt(some.length));
      int before = in.readableBytes();
      long n = Varint.read(in);
      if (n == Varint.INCOMPLETE) {
        assertThat(in.readableBytes()).isEqualTo(before);
      } else {
        assertThat(n).isBetween(0L, Varint.MAX);
      }
    }
  }

  @Test
  void any_text_is_a_list_or_none() {
    var random = new Random(8);
    byte[] alphabet = "\"\"\",,\\ ab;=\t\u0001".getBytes(StandardCharsets.ISO_8859_1);
    for (int round = 0; round < ROUNDS; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append((char) alphabet[random.nextInt(alphabet.length)]);
      }
      for (String found : ProtocolList.parse(text)) {
        assertThat(ProtocolList.parse(ProtocolList.quote(found))).containsExactly(found);
      }
    }
  }
}
