package io.oriel.lib.browser.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.oriel.api.audio.AudioParameters;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.trust.Right;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Control messages of the host, as JSON ("Control messages of the host").
public final class HostMessages {
  /// Longest text of a clipboard that is told at once; longer ones are fetched from the web server.
  public static final int MOST_CLIPBOARD_BYTES = 32 << 10;

  /// Control characters take six characters each; a control message has at most 64 KiB.
  private static final int MOST_CHARS = 48 << 10;

  private HostMessages() {}

  private static JsonObject of(String type) {
    var json = new JsonObject();
    json.addProperty("type", type);
    return json;
  }

  /// @param name of the client
  /// @param host the host's name
  public static String welcome(String name, String host, Set<Right> rights, int maxDatagram) {
    var json = of("welcome");
    json.addProperty("version", 1);
    json.addProperty("name", name);
    json.addProperty("host", host);
    json.add("rights", list(rights));
    json.addProperty("maxDatagram", maxDatagram);
    return json.toString();
  }

  /// What the client may do now.
  public static String rights(Set<Right> rights) {
    var json = of("rights");
    json.add("rights", list(rights));
    return json.toString();
  }

  private static JsonArray list(Set<Right> rights) {
    var list = new JsonArray();
    rights.stream().sorted().forEach(right -> list.add(right.name()));
    return list;
  }

  /// @param reason an `EndReason`, `protocol` or `ticket`
  /// @param text a sentence
  public static String refused(String reason, String text) {
    return end("refused", reason, text);
  }

  public static String ended(String reason, String text) {
    return end("ended", reason, text);
  }

  private static String end(String type, String reason, String text) {
    var json = of(type);
    json.addProperty("reason", reason);
    json.addProperty("text", text);
    return json.toString();
  }

  /// @param app id of the application
  /// @param audio bits per second 0: no sound
  /// @param frame the first one in this format
  /// @param more further fields, of the path
  public static String started(
      String session,
      String app,
      boolean viewOnly,
      AudioParameters audio,
      long bitsPerSecond,
      StreamFormat format,
      String codecString,
      long frame,
      Map<String, Object> more) {
    var json = of("started");
    json.addProperty("session", session);
    json.addProperty("app", app);
    json.addProperty("viewOnly", viewOnly);
    if (audio.bitsPerSecond() == 0) {
      json.add("audio", JsonNull.INSTANCE);
    } else {
      var sound = new JsonObject();
      sound.addProperty("channels", audio.channels());
      sound.addProperty("packetMillis", audio.packetMillis());
      json.add("audio", sound);
    }
    json.addProperty("bitsPerSecond", bitsPerSecond);
    video(json, format, codecString, frame);
    more.forEach(
        (name, value) -> {
          switch (value) {
            case Number number -> json.addProperty(name, number);
            case Boolean flag -> json.addProperty(name, flag);
            default -> json.addProperty(name, value.toString());
          }
        });
    return json.toString();
  }

  /// @param frame the first one in this format
  public static String format(StreamFormat format, String codecString, long frame) {
    var json = of("format");
    video(json, format, codecString, frame);
    return json.toString();
  }

  private static void video(JsonObject json, StreamFormat format, String codecString, long frame) {
    json.addProperty("width", format.widthPx());
    json.addProperty("height", format.heightPx());
    json.addProperty("refreshMilliHz", format.milliHz());
    json.addProperty("codec", format.codec().name().toLowerCase(Locale.ROOT));
    json.addProperty("codecString", codecString);
    json.addProperty("frame", frame & 0xffff_ffffL);
  }

  public static String mode(DisplayRequest mode) {
    var json = of("mode");
    json.addProperty("width", mode.widthPx());
    json.addProperty("height", mode.heightPx());
    json.addProperty("refreshMilliHz", mode.refreshMilliHz());
    return json.toString();
  }

  public static String rate(long bitsPerSecond) {
    var json = of("rate");
    json.addProperty("bitsPerSecond", bitsPerSecond);
    return json.toString();
  }

  /// @param low 0 … 65535, as `high`
  /// @param millis 0: until changed
  public static String rumble(int pad, int low, int high, int millis) {
    var json = of("rumble");
    json.addProperty("pad", pad);
    json.addProperty("low", low);
    json.addProperty("high", high);
    json.addProperty("millis", millis);
    return json.toString();
  }

  public static String triggerRumble(int pad, int left, int right) {
    var json = of("triggerRumble");
    json.addProperty("pad", pad);
    json.addProperty("left", left);
    json.addProperty("right", right);
    return json.toString();
  }

  /// Text that is short enough, else only how large it is.
  public static String clipboard(ClipboardContent content) {
    int bytes = content.bytes().length;
    if (content.kind() == ClipboardContent.Kind.TEXT && bytes <= MOST_CLIPBOARD_BYTES) {
      var json = of("clipboard");
      json.addProperty("kind", "text");
      json.addProperty("text", new String(content.bytes(), StandardCharsets.UTF_8));
      String text = json.toString();
      if (text.length() <= MOST_CHARS) {
        return text;
      }
    }
    var json = of("clipboard");
    json.addProperty("kind", content.kind().name().toLowerCase(Locale.ROOT));
    json.addProperty("size", bytes);
    return json.toString();
  }

  public static String remark(String text) {
    var json = of("remark");
    json.addProperty("text", text);
    return json.toString();
  }
}
