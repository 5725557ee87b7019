package io.oriel.audio.pipewire.internal;

import io.oriel.tck.MicrophoneContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// PulseAudio's `parecord`, which records what its variables say.
final class Recorder implements MicrophoneContract.Recording {
  private final Process process;
  private final Path file;

  private Recorder(Process process, Path file) {
    this.process = process;
    this.file = file;
  }

  static Recorder start(Path folder, Map<String, String> environment) throws IOException {
    Path file = Files.createTempFile(folder, "heard", ".f32");
    var builder =
        new ProcessBuilder(
                "parecord",
                "--raw",
                "--format=float32"
                    + (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? "be" : "le"),
                "--rate=48000",
                "--channels=1",
                "--latency-msec=20",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("parecord.log").toFile());
    builder.environment().keySet().removeIf(k -> k.startsWith("PULSE_"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().putAll(environment);
    return new Recorder(builder.start(), file);
  }

  @Override
  public float[] heard() throws IOException {
    var floats =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder()).asFloatBuffer();
    var samples = new float[floats.remaining()];
    floats.get(samples);
    return samples;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
