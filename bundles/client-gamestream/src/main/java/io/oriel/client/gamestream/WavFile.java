package io.oriel.client.gamestream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A WAV file that is being written: 32-bit floats at 48 kHz, with speaker positions
/// (`WAVEFORMATEXTENSIBLE`, Microsoft's mmreg.h). Its lengths are right once it is closed. One
/// thread at a time.
public final class WavFile implements AutoCloseable {
  private static final int RATE_HZ = 48_000;
  private static final int HEAD = 68;
  private static final int FORMAT_BYTES = 40;
  private static final short EXTENSIBLE = (short) 0xfffe;
  private static final byte[] FLOATS = {
    3, 0, 0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
  };

  private final FileChannel file;
  private final int channels;
  private final int mask;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long bytes;

  /// Creates the file, or empties it.
  ///
  /// @param mask speaker positions
  public WavFile(Path path, int channels, int mask) throws IOException {
    this.channels = channels;
    this.mask = mask;
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    writeHead();
    file.position(HEAD);
  }

  /// Adds interleaved samples.
  public void write(float[] samples) throws IOException {
    if (buffer.capacity() < 4 * samples.length) {
      buffer = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    }
    buffer.clear();
    for (float sample : samples) {
      buffer.putFloat(sample);
    }
    buffer.flip();
    while (buffer.hasRemaining()) {
      bytes += file.write(buffer);
    }
  }

  private void writeHead() throws IOException {
    int length = (int) Math.min(bytes, Integer.MAX_VALUE - HEAD);
    var head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    head.putInt(HEAD - 8 + length);
    head.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    head.putInt(FORMAT_BYTES);
    head.putShort(EXTENSIBLE).putShort((short) channels);
    head.putInt(RATE_HZ).putInt(RATE_HZ * 4 * channels);
    head.putShort((short) (4 * channels)).putShort((short) 32);
    head.putShort((short) 22).putShort((short) 32).putInt(mask).put(FLOATS);
    head.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    head.putInt(length).flip();
    file.write(head, 0);
  }

  @Override
  public void close() throws IOException {
    try (file) {
      writeHead();
    }
  }
}
