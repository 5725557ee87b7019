package io.oriel.pattern;

import io.oriel.testkit.clock.ClockResponder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The test pattern as a program: `./oriel pattern`.
///
/// Exit status 0: the window was closed; 1: no compositor, or it went away; 2: wrong usage.
@Command(
    name = "oriel pattern",
    description = {
      "Fills a Wayland desktop with pictures that carry their number and time, until stopped.",
      "A reader in the stream tells from them how old a picture is when it arrives."
    },
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");

  @Spec private CommandSpec spec;

  @Option(
      names = "--socket",
      description = "Socket of the compositor: a path, or a name as in WAYLAND_DISPLAY (default).")
  private String socket;

  @Option(
      names = "--fps",
      defaultValue = "0",
      description = "Pictures per second; 0: whenever the compositor wants one (default).")
  private int fps;

  @Option(
      names = "--size",
      description = "A window of WIDTHxHEIGHT instead of full screen; then nobody can read it.")
  private String size;

  @Option(
      names = "--content",
      defaultValue = "FLAT",
      description =
          "FLAT: colour bars, cheap to encode. BUSY: a moving texture, as expensive as a game"
              + " (default: ${DEFAULT-VALUE}).")
  private Content content;

  @Option(
      names = "--clock",
      paramLabel = "[ADDRESS:]PORT",
      description =
          "Also tell the time over UDP, for a measuring client on another machine;"
              + " on loopback unless an address is given.")
  private String clock;

  enum Content {
    FLAT,
    BUSY
  }

  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::failed);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Look look = look();
    String path = path(socket, System.getenv("WAYLAND_DISPLAY"), System.getenv("XDG_RUNTIME_DIR"));
    try (ClockResponder responder = clock == null ? null : respond();
        var window = PatternWindow.open(path, look)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("pattern on " + path);
      if (responder != null) {
        out.println("clock on UDP " + responder.address());
      }
      out.flush();
      String failure = window.awaitEnd();
      if (!failure.isEmpty()) {
        throw new IOException(failure);
      }
    }
    return 0;
  }

  private ClockResponder respond() throws IOException {
    return ClockResponder.start(ClockAddress.of(clock));
  }

  private Look look() {
    int wide = Look.PLAIN.widthPx();
    int high = Look.PLAIN.heightPx();
    if (size != null) {
      Matcher parts = SIZE.matcher(size);
      if (!parts.matches()) {
        throw new IllegalArgumentException("--size is WIDTHxHEIGHT, not " + size);
      }
      wide = Integer.parseInt(parts.group(1));
      high = Integer.parseInt(parts.group(2));
    }
    return new Look(content == Content.BUSY, fps, size == null, wide, high);
  }

  /// The socket's path by the rules of libwayland: a name lies in `XDG_RUNTIME_DIR`.
  static String path(String wanted, String display, String runtime) {
    String name = wanted != null ? wanted : display;
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException(
          "no compositor: start this in the desktop, or name its socket with --socket");
    }
    if (name.startsWith("/")) {
      return name;
    }
    if (runtime == null || runtime.isEmpty()) {
      throw new IllegalArgumentException(
          "XDG_RUNTIME_DIR is not set: give the whole path of " + name + " with --socket");
    }
    return Path.of(runtime, name).toString();
  }

  static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (!(e instanceof IOException) && !(e instanceof IllegalArgumentException)) {
      throw e;
    }
    command.getErr().println(command.getCommandName() + ": " + e.getMessage());
    command.getErr().flush();
    return e instanceof IllegalArgumentException ? 2 : 1;
  }
}
