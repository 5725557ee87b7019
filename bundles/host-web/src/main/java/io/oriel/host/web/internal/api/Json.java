package io.oriel.host.web.internal.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.oriel.host.web.internal.http.Refusal;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// JSON that pages send.
final class Json {
  private Json() {}

  /// @throws Refusal with 400, unless it is one object
  static JsonObject object(byte[] body) throws Refusal {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
      var reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
        return element.getAsJsonObject();
      }
    } catch (JsonParseException | IOException _) {
      throw new Refusal(400, "json", "that is no JSON object");
    }
    throw new Refusal(400, "json", "that is no JSON object");
  }

  /// A text that has to be there.
  static String text(JsonObject object, String name, int most) throws Refusal {
    JsonElement element = object.get(name);
    if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
      throw new Refusal(400, "field", name + " is missing");
    }
    String text = element.getAsString();
    if (text.length() > most) {
      throw new Refusal(400, "field", name + " is longer than " + most + " characters");
    }
    return text;
  }

  /// A whole number that may be missing.
  static int number(JsonObject object, String name, int otherwise) throws Refusal {
    JsonElement element = object.get(name);
    if (element == null || element.isJsonNull()) {
      return otherwise;
    }
    try {
      double value = element.getAsDouble();
      if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
        return (int) value;
      }
    } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException _) {
      throw new Refusal(400, "field", name + " is no number");
    }
    throw new Refusal(400, "field", name + " is no whole number");
  }

  /// A name that people are shown: one line, 64 characters at most.
  static String name(JsonObject object) throws Refusal {
    return object.has("name") ? text(object, "name", 64).replaceAll("\\p{C}", " ").strip() : "";
  }
}
