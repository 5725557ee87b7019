package io.oriel.transport.gamestream.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The parameters of a request. Names occur once; both names and values are UTF-8 in percent
/// encoding. Error messages name a parameter and never show its value, which may be a secret.
final class Query {
  private static final int MOST = 64;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /// @param raw what follows the question mark; may be empty
  static Query parse(String raw) throws BadRequestException {
    Map<String, String> values = new HashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (values.putIfAbsent(name, value) != null) {
        throw new BadRequestException("a parameter occurs twice");
      }
      if (values.size() > MOST) {
        throw new BadRequestException("too many parameters");
      }
    }
    return new Query(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// A parameter that must be there and not be empty.
  String required(String name) throws BadRequestException {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new BadRequestException("parameter " + name + " is missing");
    }
    return value;
  }

  /// Bytes in hex of either case.
  byte[] hex(String name) throws BadRequestException {
    try {
      return HexFormat.of().parseHex(required(name));
    } catch (IllegalArgumentException _) {
      throw new BadRequestException("parameter " + name + " is not hexadecimal");
    }
  }

  /// A signed 32-bit decimal.
  int number(String name) throws BadRequestException {
    return number(name, required(name));
  }

  /// A signed 32-bit decimal that may be absent.
  int number(String name, int otherwise) throws BadRequestException {
    String value = values.get(name);
    return value == null || value.isEmpty() ? otherwise : number(name, value);
  }

  private static int number(String name, String value) throws BadRequestException {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException _) {
      throw new BadRequestException("parameter " + name + " is not a number of 32 bits");
    }
  }

  static String decode(String encoded) throws BadRequestException {
    if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0 && ascii(encoded)) {
      return encoded;
    }
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        if (i + 2 >= encoded.length()
            || !HexFormat.isHexDigit(encoded.charAt(i + 1))
            || !HexFormat.isHexDigit(encoded.charAt(i + 2))) {
          throw new BadRequestException("broken percent encoding");
        }
        bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
        i += 2;
      } else if (c > 0xff) {
        throw new BadRequestException("broken percent encoding");
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw new BadRequestException("a parameter is not UTF-8");
    }
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
