package io.oriel.media.webtransport.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.oriel.media.webtransport.internal.wire.CapsuleReader.Result;
import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void numbers_have_the_forms_of_the_rfc() {
    // RFC 9000 appendix A.1
    assertThat(read(0xc2, 0x19, 0x7c, 0x5e, 0xff, 0x14, 0xe8, 0x8c))
        .isEqualTo(151_288_809_941_952_652L);
    assertThat(read(0x9d, 0x7f, 0x3e, 0x7d)).isEqualTo(494_878_333);
    assertThat(read(0x7b, 0xbd)).isEqualTo(15_293);
    assertThat(read(0x25)).isEqualTo(37);
    assertThat(read(0x40, 0x25)).isEqualTo(37);
  }

  @Test
  void numbers_come_back() {
    for (int bits = 0; bits < 62; bits++) {
      for (long n : new long[] {(1L << bits) - 1, 1L << bits, (1L << bits) + 1}) {
        ByteBuf out = Unpooled.buffer();
        Varint.write(out, n);
        assertThat(out.readableBytes()).isEqualTo(Varint.length(n));
        assertThat(Varint.read(out)).isEqualTo(n);
        assertThat(out.isReadable()).isFalse();
      }
    }
    assertThatThrownBy(() -> Varint.length(Varint.MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Varint.length(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void half_a_number_takes_nothing() {
    ByteBuf half = bytes(0xc2, 0x19, 0x7c);
    assertThat(Varint.read(half)).isEqualTo(Varint.INCOMPLETE);
    assertThat(half.readableBytes()).isEqualTo(3);
    assertThat(Varint.read(Unpooled.EMPTY_BUFFER)).isEqualTo(Varint.INCOMPLETE);
  }

  @Test
  void a_close_is_found_behind_capsules_nobody_knows_however_it_is_cut() {
    ByteBuf all = Unpooled.buffer();
    CapsuleReader.writeNothing(all);
    Varint.write(all, 0x1234567);
    Varint.write(all, 100);
    all.writeZero(100);
    CapsuleReader.writeClose(all, -1, "gone \u00fc");
    for (int cut = 1; cut < all.readableBytes(); cut++) {
      var reader = new CapsuleReader();
      Result first = reader.read(all.slice(0, cut));
      assertThat(first).isEqualTo(Result.MORE);
      assertThat(reader.read(all.slice(cut, all.readableBytes() - cut))).isEqualTo(Result.CLOSED);
      assertThat(reader.code()).isEqualTo(-1);
      assertThat(reader.reason()).isEqualTo("gone \u00fc");
    }
  }

  @Test
  void a_close_of_the_wrong_length_is_broken() {
    for (int length : new int[] {0, 3, CapsuleReader.CLOSE_BYTES + 1}) {
      ByteBuf all = Unpooled.buffer();
      Varint.write(all, CapsuleReader.CLOSE);
      Varint.write(all, length);
      all.writeZero(length);
      assertThat(read(all)).isEqualTo(Result.BROKEN);
    }
  }

  @Test
  void capsules_that_never_end_are_broken() {
    ByteBuf huge = Unpooled.buffer();
    Varint.write(huge, 0x77);
    Varint.write(huge, Varint.MAX);
    assertThat(read(huge)).isEqualTo(Result.BROKEN);

    var reader = new CapsuleReader();
    ByteBuf many = Unpooled.buffer();
    for (int i = 0; i < 1000; i++) {
      CapsuleReader.writeNothing(many);
    }
    Result result = Result.MORE;
    for (int i = 0; i < 1000 && result == Result.MORE; i++) {
      result = reader.read(many.duplicate());
    }
    assertThat(result).isEqualTo(Result.BROKEN);
  }

  @Test
  void a_long_reason_is_cut_at_a_character() {
    ByteBuf all = Unpooled.buffer();
    CapsuleReader.writeClose(all, 1, "a" + "\u00fc".repeat(1000));
    var reader = new CapsuleReader();
    assertThat(reader.read(all)).isEqualTo(Result.CLOSED);
    assertThat(reader.reason()).isEqualTo("a" + "\u00fc".repeat(511));
  }

  @Test
  void protocols_are_strings_in_quotes() {
    assertThat(ProtocolList.parse("\"a\", \"b c\";q=1,\t\"\\\"\\\\\""))
        .containsExactly("a", "b c", "\"\\");
    assertThat(ProtocolList.quote("\"\\")).isEqualTo("\"\\\"\\\\\"");
    for (String wrong : new String[] {"", "a", "\"a", "\"a\",", "\"a\\", "\"\\x\"", "\"\u00fc\""}) {
      assertThat(ProtocolList.parse(wrong)).as(wrong).isEmpty();
    }
    assertThat(ProtocolList.parse("\"x\",".repeat(1000) + "\"x\"")).hasSize(16);
  }

  private static long read(int... numbers) {
    return Varint.read(bytes(numbers));
  }

  private static ByteBuf bytes(int... numbers) {
    ByteBuf buffer = Unpooled.buffer();
    for (int n : numbers) {
      buffer.writeByte(n);
    }
    return buffer;
  }

  private static Result read(ByteBuf capsules) {
    return new CapsuleReader().read(capsules.duplicate());
  }
}
