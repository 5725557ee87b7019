package io.oriel.lib.browser.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/// A control message of a page ("Control messages of the page"). Fields of another kind than
/// expected count as absent, numbers outside their range as its nearest end, so that a page of a
/// later version gets along.
public final class PageMessage {
  private static final int MOST_TYPE = 32;
  private static final int MOST_NESTING = 16;

  private final JsonObject json;
  private final String type;

  private PageMessage(JsonObject json, String type) {
    this.json = json;
    this.type = type;
  }

  /// Reads one.
  ///
  /// @throws ProtocolException if it is no JSON object with a `type`
  public static PageMessage read(String text) throws ProtocolException {
    try {
      var reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(MOST_NESTING);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() == JsonToken.END_DOCUMENT
          && element instanceof JsonObject object
          && object.get("type") instanceof JsonPrimitive type
          && type.isString()
          && type.getAsString().length() <= MOST_TYPE) {
        return new PageMessage(object, type.getAsString());
      }
    } catch (JsonParseException | IOException | IllegalStateException _) {
      // said below
    }
    throw new ProtocolException("A control message is not a JSON object with a type");
  }

  public String type() {
    return type;
  }

  /// A text.
  ///
  /// @return empty: absent
  /// @throws ProtocolException if it is longer
  public String text(String name, int mostChars) throws ProtocolException {
    if (!(json.get(name) instanceof JsonPrimitive value) || !value.isString()) {
      return "";
    }
    String text = value.getAsString();
    if (text.length() > mostChars) {
      throw new ProtocolException(
          "%s of %s is longer than %d characters".formatted(name, type, mostChars));
    }
    return text;
  }

  /// Texts of a list; at most 16.
  public List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    if (json.get(name) instanceof JsonArray array) {
      for (JsonElement element : array) {
        if (all.size() < 16 && element instanceof JsonPrimitive value && value.isString()) {
          all.add(value.getAsString());
        }
      }
    }
    return all;
  }

  /// A number.
  ///
  /// @param absent what counts if there is none
  public double number(String name, double absent, double least, double most) {
    if (json.get(name) instanceof JsonPrimitive value && value.isNumber()) {
      double number = value.getAsDouble();
      return Double.isNaN(number) ? absent : Math.clamp(number, least, most);
    }
    return absent;
  }

  /// Whether a flag is set; absent: no.
  public boolean flag(String name) {
    return json.get(name) instanceof JsonPrimitive value
        && value.isBoolean()
        && value.getAsBoolean();
  }
}
