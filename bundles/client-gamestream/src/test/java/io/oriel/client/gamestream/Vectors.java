package io.oriel.client.gamestream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The recorded bytes of `src/test/resources/gamestream`.
public final class Vectors {
  private Vectors() {}

  public static JsonObject file(String name) {
    try (var in = Vectors.class.getResourceAsStream("/gamestream/" + name)) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(JsonObject object, String name) {
    return HexFormat.of().parseHex(object.get(name).getAsString());
  }
}
