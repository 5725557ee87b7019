package io.oriel.itest.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.itest.Await;
import io.oriel.itest.PictureCheck;
import io.oriel.itest.RunningHost;
import io.oriel.pattern.PatternWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole host with every compositor that is installed: a client streams what a program draws,
/// its input reaches the program, the size changes while it runs. Writes a row for each.
@Tag("matrix")
class CompositorMatrixTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int MEASURED_SECONDS = 8;
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  @ParameterizedTest
  @EnumSource(Compositor.class)
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void a_client_uses_the_compositor(Compositor compositor) throws Exception {
    Assumptions.assumeTrue(MatrixRow.wanted(), "./oriel test --matrix runs it");
    Assumptions.assumeTrue(compositor.wanted(), "another compositor is asked for");
    var row = new MatrixRow();
    row.put("system", system()).put("compositor", compositor.title());
    String version = Installed.version(compositor.program());
    row.put("version", version.isEmpty() ? "not installed" : version);
    try {
      if (version.isEmpty()) {
        row.put(MatrixTable.RESULT, "absent");
        return;
      }
      row.put(MatrixTable.RESULT, "failed");
      twice(compositor, row);
    } finally {
      row.write();
    }
  }

  /// Real programs on a busy machine: what fails once is told, and fails the second time.
  private static void twice(Compositor compositor, MatrixRow row) throws Exception {
    try {
      once(compositor, row, "ran");
    } catch (Exception | AssertionError e) {
      System.out.println(compositor + " once more, after: " + e);
      once(compositor, row, "ran the second time");
    }
  }

  private static void once(Compositor compositor, MatrixRow row, String result) throws Exception {
    try {
      look(compositor, row);
      row.put(MatrixTable.RESULT, result).remove(MatrixTable.ERROR);
    } catch (Exception | AssertionError e) {
      row.put(MatrixTable.ERROR, withoutEncoders(String.valueOf(e.getMessage())));
      if (!compositor.impossible(e.getMessage())) {
        throw e;
      }
      row.put(MatrixTable.RESULT, "impossible");
    }
  }

  private static void look(Compositor compositor, MatrixRow row) throws Exception {
    if (compositor.start().isEmpty()) {
      look(compositor, Map.of(), Optional.empty(), row);
      return;
    }
    try (var desktop = RunningDesktop.start(compositor.start().get(), Map.of())) {
      look(compositor, desktop.environment(), Optional.of(desktop.socket()), row);
    }
  }

  /// @param running socket of the desktop that the host is to use
  private static void look(
      Compositor compositor,
      Map<String, String> environment,
      Optional<String> running,
      MatrixRow row)
      throws Exception {
    var settings = new HashMap<>(RunningHost.QUIET);
    settings.putAll(compositor.settings());
    try (var host = RunningHost.start(settings, environment)) {
      GameStreamHost client = host.paired();
      var check = new PictureCheck(WIDTH, HEIGHT, 8);
      try (var stream = client.stream("Desktop", StreamOptions.of(WIDTH, HEIGHT, 60), check)) {
        CompositorProcess process =
            CompositorProcess.named(compositor.program())
                .orElseThrow(() -> new IOException(compositor.program() + " does not run"));
        String socket =
            process.socket().orElseThrow(() -> new IOException("it has no Wayland socket"));
        running.ifPresent(s -> assertThat(socket).as("socket of the desktop in use").isEqualTo(s));
        try (var window = PatternWindow.open(socket)) {
          boolean seen = check.awaitDistinct(10, PATIENCE);
          assertThat(seen)
              .as("pictures %d, faults %s, %s", check.distinct(), check.faults(), stream.figures())
              .isTrue();
          row.put("create", millis(stream.figures().firstKeyFrameMs()));
          measure(host, check, process, row);
          var echo = new InputEcho(stream.input(), window.input()).all(WIDTH, HEIGHT);
          String by = carried(host, row);
          row.put("input", echo.told());
          assertThat(check.faults()).isEmpty();
          row.put("resize", resized(host, stream, window));
          assertThat(echo.complete()).as("input %s", echo.told()).isTrue();
          compositor
              .input(row.get("version"))
              .ifPresent(wanted -> assertThat(by).as("what carried input").isEqualTo(wanted));
        }
      }
      client.quit();
    }
  }

  /// Which backends the session has.
  ///
  /// @return those of input
  private static String carried(RunningHost host, MatrixRow row) throws Exception {
    JsonObject chain = figures(host).getAsJsonObject("chain");
    var names = new ArrayList<String>();
    for (String stage : List.of("DISPLAY", "CAPTURE", "ENCODER", "INPUT")) {
      names.add(chain.has(stage) ? chain.get(stage).getAsString() : "none");
    }
    row.put("carried by", String.join(" / ", names));
    return names.getLast();
  }

  private static JsonObject figures(RunningHost host) throws Exception {
    return JsonParser.parseString(host.shell().run("oriel:figures"))
        .getAsJsonArray()
        .get(0)
        .getAsJsonObject();
  }

  /// Rates are of the pictures that a client decoded and that differ.
  private static void measure(
      RunningHost host, PictureCheck check, CompositorProcess process, MatrixRow row)
      throws Exception {
    long cpu = process.cpuMicros();
    int pictures = check.distinct();
    long begun = System.nanoTime();
    assertThat(new CountDownLatch(1).await(MEASURED_SECONDS, TimeUnit.SECONDS)).isFalse();
    double seconds = (System.nanoTime() - begun) / 1e9;
    int seen = Math.max(1, check.distinct() - pictures);
    row.put("fps", String.format(Locale.ROOT, "%.1f", seen / seconds));
    row.put("CPU per frame", millis((process.cpuMicros() - cpu) / 1e3 / seen));
    JsonObject age = figures(host).getAsJsonObject("distributions").getAsJsonObject("capture.age");
    row.put("capture p50", age == null ? "-" : millis(age.get("p50_nanos").getAsLong() / 1e6));
    row.put("capture p99", age == null ? "-" : millis(age.get("p99_nanos").getAsLong() / 1e6));
  }

  /// Two other modes of the running session, each followed by the program and by the display; with
  /// it where an absolute position did not arrive at its pixel afterwards.
  private static String resized(RunningHost host, GameStream stream, PatternWindow window)
      throws Exception {
    Matcher id = Pattern.compile("\\S+").matcher(host.shell().run("oriel:sessions"));
    if (!id.find()) {
      throw new IOException("there is no session");
    }
    String off = "";
    for (String mode : List.of("1600x900@60", "1920x1080@120")) {
      host.shell().run("oriel:mode " + id.group() + " " + mode);
      long keyFrames = stream.figures().keyFrames();
      int width = Integer.parseInt(mode.substring(0, mode.indexOf('x')));
      boolean followed = Await.until(PATIENCE, () -> window.widthPx() == width);
      assertThat(followed).as("the window stays at %d after %s", window.widthPx(), mode).isTrue();
      assertThat(stream.figures().keyFrames()).isGreaterThanOrEqualTo(keyFrames);
      int height = Integer.parseInt(mode.substring(mode.indexOf('x') + 1, mode.indexOf('@')));
      var pointed = new InputEcho(stream.input(), window.input()).absolute(width, height);
      if (!pointed.complete()) { // seen with KWin 6.3 and Mutter 43
        off += "; an absolute position is off after " + mode + ": " + pointed.seen();
      }
    }
    return "both" + off;
  }

  /// A refusal tells of every stage, and encoders know no compositors.
  private static String withoutEncoders(String error) {
    return Stream.of(error.split("(?<=[.;]) (?=(display|capture|encoder|input) \\w+: )"))
        .filter(part -> !part.startsWith("encoder "))
        .collect(Collectors.joining(" "));
  }

  private static String millis(double ms) {
    return Double.isNaN(ms) || ms < 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", ms);
  }

  private static String system() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/etc/os-release"))) {
      return lines
          .filter(line -> line.startsWith("PRETTY_NAME="))
          .map(line -> line.replaceAll("PRETTY_NAME=|\"|GNU/Linux | \\(.*", ""))
          .findFirst()
          .orElse("unknown");
    }
  }
}
