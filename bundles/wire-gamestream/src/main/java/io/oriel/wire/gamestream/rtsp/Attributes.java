package io.oriel.wire.gamestream.rtsp;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The `a=name:value` lines of a session description.
final class Attributes {
  private static final int MAX_LINES = 512;

  private final Map<String, String> values = new HashMap<>();

  Attributes(String body) throws RtspException {
    String[] lines = body.split("\r?\n", MAX_LINES + 1);
    if (lines.length > MAX_LINES) {
      throw new RtspException(400, "ANNOUNCE with more than " + MAX_LINES + " lines");
    }
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (line.startsWith("a=") && colon > 2) {
        values.put(line.substring(2, colon), line.substring(colon + 1).strip());
      }
    }
  }

  private OptionalLong find(String name, long least, long most) throws RtspException {
    String text = values.get(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("-?[0-9]{1,10}")) {
      throw new RtspException(400, name + " is not a number");
    }
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw new RtspException(400, name + " is " + value + ", not within " + least + " … " + most);
    }
    return OptionalLong.of(value);
  }

  int required(String name, long least, long most) throws RtspException {
    return (int)
        find(name, least, most)
            .orElseThrow(() -> new RtspException(400, "ANNOUNCE without " + name));
  }

  int optional(String name, long least, long most, int otherwise) throws RtspException {
    return (int) find(name, least, most).orElse(otherwise);
  }
}
