package io.oriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The system's `ffmpeg` as a codec: pictures in, luma planes out.
final class Ffmpeg {
  private static final Pattern SCALE = Pattern.compile("scale=(\\d+):(\\d+)");

  private Ffmpeg() {}

  /// Encodes pictures with bytes B G R x and decodes them again.
  ///
  /// @param options more of ffmpeg's options; a `scale` among them sets the size of what comes out
  /// @return luma planes without padding
  static List<MemorySegment> throughCodec(
      Path folder,
      List<MemorySegment> pictures,
      int width,
      int height,
      String encoder,
      String options)
      throws Exception {
    Path raw = folder.resolve("in.raw");
    try (OutputStream file = Files.newOutputStream(raw)) {
      for (MemorySegment picture : pictures) {
        file.write((byte[]) picture.heapBase().orElseThrow());
      }
    }
    boolean hevc = encoder.equals("libx265");
    Path stream = folder.resolve(hevc ? "s.hevc" : "s.h264");
    Path out = folder.resolve("out.raw");
    // One thread: what slices encoded side by side get of a tight rate depends on the machine's
    // load
    run(
        "-f rawvideo -pix_fmt bgr0 -framerate 60 -video_size " + width + "x" + height,
        raw,
        "-c:v "
            + encoder
            + " -threads 1 -preset ultrafast -tune zerolatency -pix_fmt yuv420p "
            + (hevc && !options.contains("x265-params") ? "-x265-params log-level=error " : "")
            + options,
        stream);
    run("-f " + (hevc ? "hevc" : "h264"), stream, "-f rawvideo -pix_fmt yuv420p", out);
    Matcher scale = SCALE.matcher(options);
    boolean scaled = scale.find();
    int shownWidth = scaled ? Integer.parseInt(scale.group(1)) : width;
    int shownHeight = scaled ? Integer.parseInt(scale.group(2)) : height;
    byte[] decoded = Files.readAllBytes(out);
    int luma = shownWidth * shownHeight;
    int size = luma + (shownWidth + 1) / 2 * ((shownHeight + 1) / 2) * 2;
    var planes = new ArrayList<MemorySegment>();
    for (int at = 0; at + size <= decoded.length; at += size) {
      planes.add(MemorySegment.ofArray(decoded).asSlice(at, luma));
    }
    return planes;
  }

  private static void run(String before, Path in, String after, Path out) throws Exception {
    var words = new ArrayList<String>(List.of("ffmpeg", "-v", "error", "-y"));
    words.addAll(List.of(before.split(" ")));
    words.addAll(List.of("-i", in.toString()));
    words.addAll(List.of(after.split(" ")));
    words.add(out.toString());
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  static boolean encodes(String encoder) throws InterruptedException {
    try {
      var process =
          new ProcessBuilder("ffmpeg", "-v", "error", "-encoders")
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes()).contains(encoder)
          && process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
