package io.oriel.client.gamestream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
  @TempDir Path folder;

  @Test
  void others_read_what_was_written() throws Exception {
    Path path = folder.resolve("a.wav");
    var samples = new float[600];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i / 1_000f;
    }
    try (var wav = new WavFile(path, 6, 0x3f)) {
      wav.write(samples);
      wav.write(samples);
    }

    assertThat(Files.size(path)).isEqualTo(68 + 2 * 4 * 600);
    try (var in = AudioSystem.getAudioInputStream(path.toFile())) {
      assertThat(in.getFormat().getChannels()).isEqualTo(6);
      assertThat(in.getFormat().getSampleRate()).isEqualTo(48_000);
      assertThat(in.getFormat().getSampleSizeInBits()).isEqualTo(32);
      assertThat(in.getFrameLength()).isEqualTo(200);
      var bytes = java.nio.ByteBuffer.wrap(in.readAllBytes());
      bytes.order(java.nio.ByteOrder.LITTLE_ENDIAN);
      assertThat(bytes.getFloat(4 * 599)).isEqualTo(samples[599]);
    }
  }
}
