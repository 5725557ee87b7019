package io.oriel.itest.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.itest.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A headless Chromium of its own, with a profile of its own. Any thread.
public final class Browser implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final List<String> PROGRAMS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private final Process process;
  private final Path folder;
  private final DevTools tools;

  private Browser(Process process, Path folder, DevTools tools) {
    this.process = process;
    this.folder = folder;
    this.tools = tools;
  }

  /// Why there can be none; empty: there can.
  public static Optional<String> lack() {
    return program().isPresent()
        ? Optional.empty()
        : Optional.of("chromium is not installed: apt install chromium");
  }

  private static Optional<String> program() {
    return PROGRAMS.stream().filter(p -> Files.isExecutable(Path.of(p))).findFirst();
  }

  /// Starts one.
  ///
  /// @param microphone a WAV file that its microphone hears over and over; empty: beeps
  public static Browser start(Optional<Path> microphone) throws Exception {
    Path folder = Files.createTempDirectory("oriel-browser");
    var command =
        new ArrayList<>(
            List.of(
                program().orElseThrow(() -> new IOException(lack().orElseThrow())),
                "--headless=new",
                "--no-sandbox", // tests run as root, where its sandbox does not work
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--autoplay-policy=no-user-gesture-required",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--allow-loopback-in-peer-connection", // there may be no other network
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile")));
    microphone.ifPresent(file -> command.add("--use-file-for-fake-audio-capture=" + file));
    command.add("about:blank");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process process = builder.redirectOutput(folder.resolve("output.txt").toFile()).start();
    try {
      Path port = folder.resolve("profile/DevToolsActivePort");
      boolean up =
          Await.until(
              START,
              () ->
                  !process.isAlive() || Files.exists(port) && Files.readAllLines(port).size() == 2);
      if (!up || !process.isAlive()) {
        throw new IOException(
            "the browser does not start:\n" + Files.readString(folder.resolve("output.txt")));
      }
      List<String> lines = Files.readAllLines(port);
      var address = URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
      return new Browser(process, folder, new DevTools(address));
    } catch (Exception e) {
      end(process);
      throw e;
    }
  }

  /// Opens an empty tab of the given size.
  public Page page(int widthPx, int heightPx) throws IOException {
    return page(widthPx, heightPx, new JsonObject());
  }

  /// The same as somebody else: no key, no cookie, as in a private window.
  public Page stranger(int widthPx, int heightPx) throws IOException {
    JsonObject made = tools.call(null, "Target.createBrowserContext", new JsonObject());
    var target = new JsonObject();
    target.add("browserContextId", made.get("browserContextId"));
    return page(widthPx, heightPx, target);
  }

  private Page page(int widthPx, int heightPx, JsonObject target) throws IOException {
    target.addProperty("url", "about:blank");
    String id = tools.call(null, "Target.createTarget", target).get("targetId").getAsString();
    var attach = new JsonObject();
    attach.addProperty("targetId", id);
    attach.addProperty("flatten", true);
    String session =
        tools.call(null, "Target.attachToTarget", attach).get("sessionId").getAsString();
    var page = new Page(tools, session, id);
    page.viewport(widthPx, heightPx, 1, false);
    return page;
  }

  /// Lets pages of an origin do what a person would be asked about.
  ///
  /// @param permissions names of the DevTools protocol: `audioCapture`, `clipboardReadWrite` …
  public void grant(String origin, String... permissions) throws IOException {
    var names = new JsonArray();
    for (String permission : permissions) {
      names.add(permission);
    }
    var parameters = new JsonObject();
    parameters.addProperty("origin", origin);
    parameters.add("permissions", names);
    tools.call(null, "Browser.grantPermissions", parameters);
  }

  /// The browser's first process; the others are below it.
  public ProcessHandle process() {
    return process.toHandle();
  }

  /// Version as the browser tells it.
  public String version() throws IOException {
    return tools
        .call(null, "Browser.getVersion", JsonParser.parseString("{}").getAsJsonObject())
        .get("product")
        .getAsString();
  }

  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    tools.close();
    end(process);
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // a process that is still ending writes there; the folder lies below /tmp
      System.err.println("the browser's folder " + folder + " stays: " + e);
    }
  }
}
