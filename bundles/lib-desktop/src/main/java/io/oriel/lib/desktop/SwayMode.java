package io.oriel.lib.desktop;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.Region;
import java.util.Locale;
import java.util.Optional;

/// The state of one output of sway, as sway tells it or as it shall become.
///
/// @param region where it lies, in logical pixels
public record SwayMode(int widthPx, int heightPx, int refreshMilliHz, double scale, Region region) {
  /// What [DisplayRequest] allows at most.
  private static final int MOST_MILLI_HZ = 480_000;

  /// The mode to set for a request: its rate raised by some percent.
  public static SwayMode wanted(DisplayRequest request, int headroomPercent) {
    long rate = request.refreshMilliHz() * (100L + Math.clamp(headroomPercent, 0, 400)) / 100;
    int refresh = (int) Math.min(rate, Math.max(request.refreshMilliHz(), MOST_MILLI_HZ));
    var region =
        new Region(
            0,
            0,
            (int) Math.round(request.widthPx() / request.scale()),
            (int) Math.round(request.heightPx() / request.scale()));
    return new SwayMode(request.widthPx(), request.heightPx(), refresh, request.scale(), region);
  }

  /// Reads an output out of sway's list; empty when it is not there, or not in use yet.
  public static Optional<SwayMode> of(JsonArray outputs, String name) {
    for (JsonElement element : outputs) {
      JsonObject output = element.getAsJsonObject();
      if (output.get("name").getAsString().equals(name)
          && output.get("active").getAsBoolean()
          && output.has("current_mode")) {
        JsonObject mode = output.getAsJsonObject("current_mode");
        JsonObject rect = output.getAsJsonObject("rect");
        return Optional.of(
            new SwayMode(
                mode.get("width").getAsInt(),
                mode.get("height").getAsInt(),
                mode.get("refresh").getAsInt(),
                output.get("scale").getAsDouble(),
                new Region(
                    rect.get("x").getAsInt(),
                    rect.get("y").getAsInt(),
                    rect.get("width").getAsInt(),
                    rect.get("height").getAsInt())));
      }
    }
    return Optional.empty();
  }

  /// Width, height, rate, position and scale as sway's `output` command takes them.
  public String command(String output) {
    return String.format(
        Locale.ROOT,
        "output %s mode %dx%d@%.3fHz position %d %d scale %s",
        output,
        widthPx,
        heightPx,
        refreshMilliHz / 1000.0,
        region.x(),
        region.y(),
        Double.toString(scale));
  }

  /// Whether this has another's size. The rate is sway's to choose.
  public boolean sizeOf(SwayMode other) {
    return widthPx == other.widthPx && heightPx == other.heightPx;
  }

  /// A request with this mode in it.
  public DisplayRequest in(DisplayRequest request) {
    return new DisplayRequest(
        request.name(),
        widthPx,
        heightPx,
        Math.clamp(refreshMilliHz, 1000, MOST_MILLI_HZ),
        scale,
        request.color(),
        request.arrangement(),
        request.mirrorOf());
  }
}
