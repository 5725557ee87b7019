package io.oriel.media.pipewire.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PodTest {
  static final Pod FORMAT =
      new Pod.Obj(
          0x40003,
          3,
          List.of(
              new Pod.Property(1, new Pod.Id(1)),
              new Pod.Property(
                  0x20003,
                  new Pod.Choice(
                      Pod.Choice.Kind.RANGE,
                      List.of(
                          new Pod.Rectangle(1920, 1080),
                          new Pod.Rectangle(1, 1),
                          new Pod.Rectangle(8192, 8192)))),
              new Pod.Property(0x10005, new Pod.Array(List.of(new Pod.Id(3), new Pod.Id(4)))),
              new Pod.Property(
                  7,
                  8,
                  new Pod.Struct(
                      List.of(
                          new Pod.None(),
                          new Pod.Bool(true),
                          new Pod.Int(-5),
                          new Pod.Long(1L << 40),
                          new Pod.Float(0.5f),
                          new Pod.Double(0.25),
                          new Pod.Text("größer"),
                          new Pod.Bytes(new byte[] {1, 2, 3}),
                          new Pod.Fraction(60, 1),
                          new Pod.Fd(2))))));

  @Test
  void what_is_written_is_read() throws Exception {
    assertThat(PodReader.read(ByteBuffer.wrap(PodWriter.write(FORMAT)))).isEqualTo(FORMAT);
  }

  /// The bytes that `spa_pod_builder_add_object` of PipeWire 0.3.65 makes of an object with an id,
  /// a number and an array of three ids.
  @Test
  void the_bytes_are_those_of_the_c_library() {
    Assumptions.assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the recorded bytes are little-endian");
    Pod format =
        new Pod.Obj(
            0x40003,
            3,
            List.of(
                new Pod.Property(1, new Pod.Id(1)),
                new Pod.Property(0x10003, new Pod.Int(48_000)),
                new Pod.Property(
                    0x10005, new Pod.Array(List.of(new Pod.Id(3), new Pod.Id(4), new Pod.Id(5))))));

    assertThat(HexFormat.of().formatHex(PodWriter.write(format))).isEqualTo(RECORDED);
  }

  @Test
  void a_choice_answers_its_default() {
    assertThat(((Pod.Obj) FORMAT).value(0x20003)).contains(new Pod.Rectangle(1920, 1080));
    assertThat(((Pod.Obj) FORMAT).value(99)).isEmpty();
  }

  @Test
  void values_that_do_not_fit_together_are_refused() {
    assertThatThrownBy(() -> new Pod.Array(List.of(new Pod.Id(1), new Pod.Int(1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pod.Array(List.of(new Pod.Text("a"), new Pod.Text("bc"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pod.Array(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static final String RECORDED =
      "600000000f000000030004000300000001000000000000000400000003000000"
          + "01000000000000000300010000000000040000000400000080bb000000000000"
          + "0500010000000000140000000d00000004000000030000000300000004000000"
          + "0500000000000000";
}
