package io.oriel.client.gamestream.cli;

import com.google.gson.GsonBuilder;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.Sound;
import io.oriel.client.gamestream.StreamColour;
import io.oriel.client.gamestream.StreamFigures;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.client.gamestream.VideoCodec;
import io.oriel.client.gamestream.probe.ProbeReport;
import io.oriel.client.gamestream.probe.ProbeTable;
import io.oriel.wire.gamestream.control.FeedbackEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Streams for some seconds, to a file if wished, and reports figures.
@Command(
    name = "stream",
    description = "Stream for some seconds; write the bitstream to a file and figures as JSON.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
final class StreamCommand implements Callable<Integer> {
  private static final Pattern MODE = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})[xX@](\\d{1,5})");

  @Mixin private HostOptions at;
  @Mixin private ProbeOptions probe;
  @Spec private CommandSpec spec;

  @Option(
      names = "--mode",
      defaultValue = "1280x720x60",
      description = "WIDTHxHEIGHTxFPS (default: ${DEFAULT-VALUE}).")
  private String mode;

  @Option(
      names = "--app",
      defaultValue = "Desktop",
      description = "Application to start or resume (default: ${DEFAULT-VALUE}).")
  private String app;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--codec",
      defaultValue = "h264",
      converter = CodecName.class,
      description =
          "h264, hevc, hevc10, av1, av1-10, h264-444, hevc-444, hevc10-444, av1-444 or av1-10-444"
              + " (default: ${DEFAULT-VALUE}).")
  private VideoCodec codec;

  @Option(
      names = "--colour",
      defaultValue = "709",
      description = "601, 709 or 2020 (default: ${DEFAULT-VALUE}).")
  private String colour;

  @Option(names = "--full-range", description = "Ask for colours in full range.")
  private boolean fullRange;

  @Option(names = "--hdr", description = "Ask for HDR, which needs a codec of 10 bits.")
  private boolean hdr;

  @Option(
      names = "--bitrate",
      defaultValue = "20000",
      description = "kbit/s (default: ${DEFAULT-VALUE}).")
  private int kbps;

  @Option(
      names = "--packet-size",
      defaultValue = "1392",
      description = "Bytes of a video packet (default: ${DEFAULT-VALUE}).")
  private int packetSize;

  @Option(
      names = "--loss",
      defaultValue = "0",
      description = "Share of video datagrams to drop on arrival, percent.")
  private double loss;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of --loss.")
  private long seed;

  @Option(
      names = "--encrypt-video",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Ask for encrypted video (default).")
  private boolean encryptVideo;

  @Option(
      names = "--decode",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Decode what comes (default).")
  private boolean decode;

  @Mixin private InputOptions input;
  @Mixin private SoundArguments sound;

  @Option(names = "--quit", description = "End the application at the host afterwards.")
  private boolean quit;

  @Option(names = "--out", description = "File for the bitstream (Annex B, or OBUs).")
  private Path out;

  @Option(names = "--json", description = "File for the figures; - for standard output.")
  private Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StreamOptions options = options();
    input.read();
    if (probe.wanted && !decode) {
      throw new IllegalArgumentException(
          "--probe looks at decoded pictures; leave out --no-decode");
    }
    var host = at.open();
    sound.open();
    try (OutputStream file = out == null ? null : Files.newOutputStream(out)) {
      StreamListener listener =
          probe.around(
              new ToFile(file, input.feedback(spec.commandLine().getOut()), sound), options.fps());
      StreamFigures figures = stream(host.stream(app, options, listener));
      if (quit) {
        host.quit();
      }
      report(figures);
      sound.report(spec.commandLine().getOut());
      return figures.endCode() == 0 ? 0 : 1;
    } finally {
      probe.close();
      sound.close();
    }
  }

  /// Figures as JSON; of a probe a table, and as JSON only into a file.
  private void report(StreamFigures figures) throws IOException, InterruptedException {
    Object all = figures;
    boolean toFile = json != null && !json.toString().equals("-");
    PrintWriter printed = spec.commandLine().getOut();
    if (probe.wanted) {
      var measured = new Measured(probe.report(), figures);
      all = measured;
      if (json == null || toFile) {
        ProbeTable.print(printed, measured.probe());
      }
    }
    String text =
        new GsonBuilder()
            .setPrettyPrinting()
            .serializeSpecialFloatingPointValues()
            .create()
            .toJson(all);
    if (toFile) {
      Files.writeString(json, text + "\n");
    } else if (json != null || !probe.wanted) {
      printed.println(text);
    }
  }

  /// What goes into the file of a probe.
  private record Measured(ProbeReport probe, StreamFigures stream) {}

  private StreamFigures stream(GameStream stream) throws InterruptedException {
    try (stream) {
      input.send(stream);
      stream.ended().get((long) (seconds * 1000), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // The time is over, as wished.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return stream.figures();
  }

  private StreamOptions options() {
    Matcher parts = MODE.matcher(mode);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a mode is WIDTHxHEIGHTxFPS, not: " + mode);
    }
    return StreamOptions.of(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)))
        .codec(codec)
        .colour(new StreamColour(space(), fullRange, hdr))
        .bitrate(kbps)
        .packets(packetSize)
        .encryption(encryptVideo, sound.encrypted, true)
        .sound(sound.options())
        .loss(loss, seed)
        .decoding(decode);
  }

  private int space() {
    return switch (colour) {
      case "601" -> 0;
      case "709" -> 1;
      case "2020" -> 2;
      default -> throw new IllegalArgumentException("a colour is 601, 709 or 2020, not " + colour);
    };
  }

  /// Names as the help lists them.
  private static final class CodecName implements CommandLine.ITypeConverter<VideoCodec> {
    @Override
    public VideoCodec convert(String text) {
      try {
        return VideoCodec.named(text);
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }

  private record ToFile(OutputStream file, FeedbackEvents feedback, SoundArguments hears)
      implements StreamListener {
    @Override
    public void sound(Sound sound) {
      hears.heard(sound);
    }

    @Override
    public void frame(ReceivedFrame frame) {
      if (file == null) {
        return;
      }
      try {
        file.write(frame.bytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
