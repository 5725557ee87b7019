package io.oriel.media.pipewire.pod;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Encodes a [Pod] in the machine's byte order.
///
/// ```
/// 0       4       8                8+size
/// +-------+-------+----------------+---------+
/// | size  | type  | body           | padding |   padded to 8 bytes, size is without padding
/// +-------+-------+----------------+---------+
/// ```
public final class PodWriter {
  private PodWriter() {}

  /// The encoded value, padded to eight bytes.
  public static byte[] write(Pod pod) {
    var out = new ByteArrayOutputStream();
    append(out, pod);
    return out.toByteArray();
  }

  private static void append(ByteArrayOutputStream out, Pod pod) {
    byte[] body = body(pod);
    out.writeBytes(ints(body.length, type(pod)));
    out.writeBytes(body);
    while (out.size() % PodType.ALIGNMENT != 0) {
      out.write(0);
    }
  }

  private static int type(Pod pod) {
    return switch (pod) {
      case Pod.None() -> PodType.NONE;
      case Pod.Bool _ -> PodType.BOOL;
      case Pod.Id _ -> PodType.ID;
      case Pod.Int _ -> PodType.INT;
      case Pod.Long _ -> PodType.LONG;
      case Pod.Float _ -> PodType.FLOAT;
      case Pod.Double _ -> PodType.DOUBLE;
      case Pod.Text _ -> PodType.STRING;
      case Pod.Bytes _ -> PodType.BYTES;
      case Pod.Rectangle _ -> PodType.RECTANGLE;
      case Pod.Fraction _ -> PodType.FRACTION;
      case Pod.Fd _ -> PodType.FD;
      case Pod.Array _ -> PodType.ARRAY;
      case Pod.Struct _ -> PodType.STRUCT;
      case Pod.Choice _ -> PodType.CHOICE;
      case Pod.Obj _ -> PodType.OBJECT;
    };
  }

  private static byte[] body(Pod pod) {
    return switch (pod) {
      case Pod.None() -> new byte[0];
      case Pod.Bool(boolean value) -> ints(value ? 1 : 0);
      case Pod.Id(int value) -> ints(value);
      case Pod.Int(int value) -> ints(value);
      case Pod.Long(long value) -> room(8).putLong(value).array();
      case Pod.Float(float value) -> room(4).putFloat(value).array();
      case Pod.Double(double value) -> room(8).putDouble(value).array();
      case Pod.Text(String value) -> terminated(value);
      case Pod.Bytes bytes -> bytes.value();
      case Pod.Rectangle(int width, int height) -> ints(width, height);
      case Pod.Fraction(int numerator, int denominator) -> ints(numerator, denominator);
      case Pod.Fd(long index) -> room(8).putLong(index).array();
      case Pod.Array(List<Pod> values) -> packed(values);
      case Pod.Struct(List<Pod> fields) -> {
        var out = new ByteArrayOutputStream();
        fields.forEach(field -> append(out, field));
        yield out.toByteArray();
      }
      case Pod.Choice(Pod.Choice.Kind kind, List<Pod> values) -> {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ints(kind.ordinal(), 0));
        out.writeBytes(packed(values));
        yield out.toByteArray();
      }
      case Pod.Obj(int type, int id, List<Pod.Property> properties) -> {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ints(type, id));
        for (Pod.Property property : properties) {
          out.writeBytes(ints(property.key(), property.flags()));
          append(out, property.value());
        }
        yield out.toByteArray();
      }
    };
  }

  /// Size and type once, then the bodies without padding between them.
  private static byte[] packed(List<Pod> values) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(ints(body(values.getFirst()).length, type(values.getFirst())));
    values.forEach(value -> out.writeBytes(body(value)));
    return out.toByteArray();
  }

  private static byte[] terminated(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(utf8.length + 1).put(utf8).array();
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = room(values.length * 4);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private static ByteBuffer room(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }
}
