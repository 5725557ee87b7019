package io.oriel.itest.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.oriel.itest.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A tab of a [Browser]. Any thread.
public final class Page implements AutoCloseable {
  private final DevTools tools;
  private final String session;
  private final String target;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  Page(DevTools tools, String session, String target) throws IOException {
    this.tools = tools;
    this.session = session;
    this.target = target;
    tools.listen(session, this::heard);
    call("Page.enable");
    call("Runtime.enable");
  }

  private void heard(String event, JsonObject parameters) {
    switch (event) {
      case "Runtime.consoleAPICalled" -> {
        var line = new StringBuilder(parameters.get("type").getAsString()).append(':');
        for (JsonElement argument : parameters.getAsJsonArray("args")) {
          JsonObject value = argument.getAsJsonObject();
          line.append(' ')
              .append(value.has("value") ? value.get("value") : value.get("description"));
        }
        messages.add(line.toString());
      }
      case "Runtime.exceptionThrown" -> messages.add("exception: " + parameters);
      default -> {}
    }
  }

  /// What the page wrote to its console, and exceptions nobody caught.
  public List<String> messages() {
    return List.copyOf(messages);
  }

  private JsonObject call(String method, Object... namesAndValues) throws IOException {
    var parameters = new JsonObject();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = (String) namesAndValues[i];
      switch (namesAndValues[i + 1]) {
        case String text -> parameters.addProperty(name, text);
        case Number number -> parameters.addProperty(name, number);
        case Boolean flag -> parameters.addProperty(name, flag);
        case JsonElement json -> parameters.add(name, json);
        default -> throw new IllegalArgumentException(name);
      }
    }
    return tools.call(session, method, parameters);
  }

  /// Runs a script in every document from now on, before its own.
  public void before(String script) throws IOException {
    call("Page.addScriptToEvaluateOnNewDocument", "source", script);
  }

  /// Goes to an address; returns when the document has been read.
  public void open(String url) throws Exception {
    JsonObject answer = call("Page.navigate", "url", url);
    if (answer.has("errorText")) {
      throw new IOException(url + ": " + answer.get("errorText").getAsString());
    }
    if (!until(Duration.ofSeconds(30), "document.readyState === 'complete'")) {
      throw new IOException(url + " does not load");
    }
  }

  /// Loads the page again.
  public void reload() throws IOException {
    call("Page.reload");
  }

  /// Evaluates an expression; waits for it if it is a promise.
  ///
  /// @return what it is, as JSON; functions and DOM objects are null
  public JsonElement evaluate(String expression) throws IOException {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            "expression",
            expression,
            "awaitPromise",
            true,
            "returnByValue",
            true,
            "userGesture",
            true);
    if (answer.has("exceptionDetails")) {
      throw new IOException(expression + ": " + answer.get("exceptionDetails"));
    }
    JsonElement value = answer.getAsJsonObject("result").get("value");
    return value == null ? JsonNull.INSTANCE : value;
  }

  /// Waits until an expression is true.
  ///
  /// @return whether it became true in time
  public boolean until(Duration most, String expression) throws Exception {
    return Await.until(
        most,
        () -> {
          try {
            JsonElement value = evaluate(expression);
            return value.isJsonPrimitive() && value.getAsBoolean();
          } catch (IOException _) {
            return false; // between two documents
          }
        });
  }

  /// Sets the size of the window.
  ///
  /// @param scale device pixels per CSS pixel
  /// @param phone with touch, and as phones lay pages out
  public void viewport(int width, int height, double scale, boolean phone) throws IOException {
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        scale,
        "mobile",
        phone);
    call("Emulation.setTouchEmulationEnabled", "enabled", phone, "maxTouchPoints", 5);
  }

  /// Presses or releases a key.
  ///
  /// @param code position: `KeyA`
  /// @param key meaning: `a`
  public void key(String code, String key, boolean down) throws IOException {
    call("Input.dispatchKeyEvent", "type", down ? "rawKeyDown" : "keyUp", "code", code, "key", key);
  }

  /// Types text as an input method does, without keys.
  public void type(String text) throws IOException {
    call("Input.insertText", "text", text);
  }

  /// Makes the page believe that it is in front and has the focus.
  public void front() throws IOException {
    call("Emulation.setFocusEmulationEnabled", "enabled", true);
    call("Page.bringToFront");
  }

  /// A mouse event at a place in CSS pixels.
  ///
  /// @param type `mousePressed`, `mouseReleased`, `mouseMoved`
  /// @param button `none`, `left`, `middle`, `right`
  public void mouse(String type, double x, double y, String button) throws IOException {
    int buttons = type.equals("mouseReleased") ? 0 : bit(button);
    call(
        "Input.dispatchMouseEvent",
        "type",
        type,
        "x",
        x,
        "y",
        y,
        "button",
        button,
        "buttons",
        buttons,
        "clickCount",
        type.equals("mouseMoved") ? 0 : 1);
  }

  private static int bit(String button) {
    return switch (button) {
      case "left" -> 1;
      case "right" -> 2;
      case "middle" -> 4;
      default -> 0;
    };
  }

  /// Turns the wheel; CSS pixels, positive right and down.
  public void wheel(double x, double y, double deltaX, double deltaY) throws IOException {
    call(
        "Input.dispatchMouseEvent",
        "type",
        "mouseWheel",
        "x",
        x,
        "y",
        y,
        "deltaX",
        deltaX,
        "deltaY",
        deltaY);
  }

  /// Puts a finger down, moves or lifts it.
  ///
  /// @param type `touchStart`, `touchMove`, `touchEnd`
  public void touch(String type, double x, double y) throws IOException {
    if (type.equals("touchEnd")) {
      touches(type);
    } else {
      touches(type, x, y);
    }
  }

  /// The same with several fingers.
  ///
  /// @param places x and y of every finger that is down afterwards, in the order in which they
  ///     came; none with `touchEnd`, which lifts all
  public void touches(String type, double... places) throws IOException {
    var points = new JsonArray();
    for (int i = 0; i < places.length; i += 2) {
      var point = new JsonObject();
      point.addProperty("x", places[i]);
      point.addProperty("y", places[i + 1]);
      points.add(point);
    }
    call("Input.dispatchTouchEvent", "type", type, "touchPoints", points);
  }

  /// Drags a file onto a place, as from a file manager.
  public void drop(Path file, double x, double y) throws IOException {
    var files = new JsonArray();
    files.add(file.toString());
    var data = new JsonObject();
    data.add("items", new JsonArray());
    data.add("files", files);
    data.addProperty("dragOperationsMask", 1);
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      call("Input.dispatchDragEvent", "type", type, "x", x, "y", y, "data", data);
    }
  }

  /// What it looks like.
  public byte[] screenshot() throws IOException {
    String data =
        call("Page.captureScreenshot", "format", "png", "fromSurface", true)
            .get("data")
            .getAsString();
    return Base64.getDecoder().decode(data);
  }

  /// The same into a file.
  public void screenshot(Path into) throws IOException {
    Files.write(into, screenshot());
  }

  /// Closes the tab.
  @Override
  public void close() throws IOException {
    tools.forget(session);
    var parameters = new JsonObject();
    parameters.addProperty("targetId", target);
    tools.call(null, "Target.closeTarget", parameters);
  }
}
