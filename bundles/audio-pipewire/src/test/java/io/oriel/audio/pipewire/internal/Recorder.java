package io.oriel.audio.pipewire.internal;

import io.oriel.tck.MicrophoneContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program that records what its variables say.
final class Recorder implements MicrophoneContract.Recording {
  private final Process process;
  private final Path file;

  private Recorder(Process process, Path file) {
    this.process = process;
    this.file = file;
  }

  /// PulseAudio's.
  static Recorder start(Path folder, Map<String, String> environment) throws IOException {
    String format =
        "--format=float32" + (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? "be" : "le");
    return start(
        folder, environment, "parecord", "--raw", format, "--rate=48000", "--latency-msec=20");
  }

  /// PipeWire's own; what is heard begins with a file's head.
  static Recorder ofPipeWire(Path folder, Map<String, String> environment) throws IOException {
    return start(folder, environment, "pw-record", "--format=f32", "--rate=48000");
  }

  private static Recorder start(Path folder, Map<String, String> environment, String... program)
      throws IOException {
    Path file = Files.createTempFile(folder, "heard", ".wav");
    var command = new ArrayList<>(List.of(program));
    command.addAll(List.of("--channels=1", file.toString()));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program[0] + ".log").toFile());
    builder.environment().keySet().removeIf(k -> k.startsWith("PULSE_") || k.startsWith("PIPEW"));
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
