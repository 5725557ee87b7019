package io.oriel.media.pipewire.pod;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Decodes a [Pod] out of bytes another process wrote: every length is checked.
public final class PodReader {
  private static final int HEADER = 8;
  private static final int DEEPEST = 16;
  private static final int MOST_VALUES = 65_536;

  private PodReader() {}

  /// Reads one value.
  ///
  /// @param bytes from its position on; what follows the value is left alone
  /// @throws PodFormatException if they are no value, or one of a kind [Pod] does not know
  public static Pod read(ByteBuffer bytes) throws PodFormatException {
    return next(bytes.slice().order(ByteOrder.nativeOrder()), 0);
  }

  private static Pod next(ByteBuffer in, int depth) throws PodFormatException {
    if (in.remaining() < HEADER) {
      throw new PodFormatException("a value of " + in.remaining() + " bytes");
    }
    int size = in.getInt();
    int type = in.getInt();
    ByteBuffer body = take(in, size);
    // The last one of a message need not be padded.
    in.position(Math.min(in.limit(), in.position() + padding(size)));
    return value(type, body, depth);
  }

  private static Pod value(int type, ByteBuffer body, int depth) throws PodFormatException {
    if (depth > DEEPEST) {
      throw new PodFormatException("values nested deeper than " + DEEPEST);
    }
    return switch (type) {
      case PodType.NONE -> new Pod.None();
      case PodType.BOOL -> new Pod.Bool(need(body, 4).getInt() != 0);
      case PodType.ID -> new Pod.Id(need(body, 4).getInt());
      case PodType.INT -> new Pod.Int(need(body, 4).getInt());
      case PodType.LONG -> new Pod.Long(need(body, 8).getLong());
      case PodType.FLOAT -> new Pod.Float(need(body, 4).getFloat());
      case PodType.DOUBLE -> new Pod.Double(need(body, 8).getDouble());
      case PodType.STRING -> text(body);
      case PodType.BYTES -> new Pod.Bytes(rest(body));
      case PodType.RECTANGLE -> new Pod.Rectangle(need(body, 8).getInt(), body.getInt());
      case PodType.FRACTION -> new Pod.Fraction(need(body, 8).getInt(), body.getInt());
      case PodType.FD -> new Pod.Fd(need(body, 8).getLong());
      case PodType.ARRAY -> new Pod.Array(packed(body, depth));
      case PodType.STRUCT -> struct(body, depth);
      case PodType.CHOICE -> choice(body, depth);
      case PodType.OBJECT -> object(body, depth);
      default -> throw new PodFormatException("a value of type " + type);
    };
  }

  private static Pod text(ByteBuffer body) throws PodFormatException {
    byte[] bytes = rest(body);
    if (bytes.length == 0 || bytes[bytes.length - 1] != 0) {
      throw new PodFormatException("a text without its end");
    }
    return new Pod.Text(new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8));
  }

  private static Pod struct(ByteBuffer body, int depth) throws PodFormatException {
    var fields = new ArrayList<Pod>();
    while (body.hasRemaining()) {
      fields.add(next(body, depth + 1));
    }
    return new Pod.Struct(fields);
  }

  private static Pod choice(ByteBuffer body, int depth) throws PodFormatException {
    int kind = need(body, HEADER).getInt();
    body.getInt(); // flags: none are defined
    var kinds = Pod.Choice.Kind.values();
    if (kind < 0 || kind >= kinds.length) {
      throw new PodFormatException("a choice of kind " + kind);
    }
    return new Pod.Choice(kinds[kind], packed(body, depth));
  }

  private static Pod object(ByteBuffer body, int depth) throws PodFormatException {
    int type = need(body, HEADER).getInt();
    int id = body.getInt();
    var properties = new ArrayList<Pod.Property>();
    while (body.hasRemaining()) {
      int key = need(body, HEADER).getInt();
      int flags = body.getInt();
      properties.add(new Pod.Property(key, flags, next(body, depth + 1)));
    }
    return new Pod.Obj(type, id, properties);
  }

  private static List<Pod> packed(ByteBuffer body, int depth) throws PodFormatException {
    int size = need(body, HEADER).getInt();
    int type = body.getInt();
    boolean fixed =
        switch (type) {
          case PodType.BOOL, PodType.ID, PodType.INT, PodType.FLOAT -> size == 4;
          case PodType.LONG, PodType.DOUBLE, PodType.FD -> size == 8;
          case PodType.RECTANGLE, PodType.FRACTION -> size == 8;
          default -> false;
        };
    int count = fixed ? body.remaining() / size : 0;
    if (count == 0 || count > MOST_VALUES) {
      throw new PodFormatException(count + " values of type " + type + ", " + size + " bytes each");
    }
    var values = new ArrayList<Pod>(count);
    for (int i = 0; i < count; i++) {
      values.add(value(type, take(body, size), depth + 1));
    }
    return values;
  }

  private static ByteBuffer take(ByteBuffer in, int size) throws PodFormatException {
    if (size < 0 || size > in.remaining()) {
      throw new PodFormatException(size + " bytes where " + in.remaining() + " are left");
    }
    ByteBuffer body = in.slice(in.position(), size).order(in.order());
    in.position(in.position() + size);
    return body;
  }

  private static ByteBuffer need(ByteBuffer body, int size) throws PodFormatException {
    if (body.remaining() < size) {
      throw new PodFormatException(body.remaining() + " bytes where " + size + " are needed");
    }
    return body;
  }

  private static byte[] rest(ByteBuffer body) {
    var bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  private static int padding(int size) {
    return -size & (PodType.ALIGNMENT - 1);
  }
}
