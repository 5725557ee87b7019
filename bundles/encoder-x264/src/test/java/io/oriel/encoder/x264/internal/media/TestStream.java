package io.oriel.encoder.x264.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.encoder.x264.internal.nat.X264Library;
import io.oriel.media.core.PlainFrame;
import io.oriel.testkit.Pattern;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// An encoder with a test picture before it.
final class TestStream implements AutoCloseable {
  static final int WIDTH = 640;
  static final int HEIGHT = 360;

  /// A frame that came out, whole.
  record Coded(long sequence, int flags, byte[] bytes) {
    boolean key() {
      return (flags & EncodedFrame.KEY) != 0;
    }
  }

  final Pattern pattern = Pattern.busy(WIDTH, HEIGHT);
  final MemorySegment picture = Arena.ofAuto().allocate(4L * WIDTH * HEIGHT, 64);
  final PlainFrame frame = new PlainFrame(picture, WIDTH, HEIGHT);
  final X264Encoder encoder;

  private TestStream(X264Encoder encoder) {
    this.encoder = encoder;
  }

  static TestStream open(long bitsPerSecond) throws BackendException {
    return open(request(bitsPerSecond, 0, 1, 0, true), 2, "ultrafast");
  }

  static TestStream open(EncoderRequest request, int threads, String preset)
      throws BackendException {
    Assumptions.assumeTrue(
        X264Library.missing().isEmpty(), () -> X264Library.missing().orElse("it is there"));
    return new TestStream(encoder(request, threads, preset));
  }

  static X264Encoder encoder(EncoderRequest request, int threads, String preset)
      throws BackendException {
    return new X264Encoder(request, threads, preset, PictureConverter.of(request), _ -> {});
  }

  static EncoderRequest request(
      long bitsPerSecond, int maxFrameBytes, int slices, int references, boolean invalidation) {
    return request(bitsPerSecond, maxFrameBytes, slices, references, invalidation, Chroma.YUV420);
  }

  static EncoderRequest request(
      long bitsPerSecond,
      int maxFrameBytes,
      int slices,
      int references,
      boolean invalidation,
      Chroma chroma) {
    var output =
        new StreamFormat(Codec.H264, WIDTH, HEIGHT, 60_000, 8, chroma, ColorSpec.BT709_LIMITED);
    return new EncoderRequest(
        output,
        MemoryKind.HOST,
        new VideoFormat(WIDTH, HEIGHT, Fourcc.XRGB8888, 0, ColorSpec.SRGB),
        Optional.empty(),
        2,
        bitsPerSecond,
        maxFrameBytes,
        slices,
        references,
        invalidation,
        false);
  }

  void draw(int number) {
    pattern.draw(picture, 4L * WIDTH, number, number * 16_667L);
  }

  Coded encode(int number, int wishes) throws Exception {
    draw(number);
    assertThat(encoder.submit(frame, number, wishes)).isTrue();
    return take();
  }

  /// All slices of the next frame.
  Coded take() throws Exception {
    var all = new ByteArrayOutputStream();
    EncodedFrame part;
    long sequence;
    int flags;
    boolean last;
    do {
      part = encoder.poll(0);
      assertThat(part).isNotNull();
      all.writeBytes(TestDecoder.bytes(part));
      sequence = part.sequence();
      flags = part.flags();
      last = part.lastSlice();
      part.release();
    } while (!last);
    return new Coded(sequence, flags, all.toByteArray());
  }

  /// NAL unit types in order, with the place where each begins.
  static List<int[]> units(byte[] bytes) {
    var types = new ArrayList<int[]>();
    for (int i = 0; i + 3 < bytes.length; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        types.add(new int[] {bytes[i + 3] & 0x1f, i});
      }
    }
    return types;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
