package io.oriel.wire.punktfunk;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Recorded values of the protocol.
final class Vectors {
  private Vectors() {}

  static JsonObject file(String name) {
    try (var in = Vectors.class.getResourceAsStream("/punktfunk1/" + name)) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] hex(JsonObject object, String field) {
    return HexFormat.of().parseHex(object.get(field).getAsString());
  }
}
