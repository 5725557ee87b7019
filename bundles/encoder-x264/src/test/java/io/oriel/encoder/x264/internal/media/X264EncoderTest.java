package io.oriel.encoder.x264.internal.media;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.EncodedFrame;
import io.oriel.encoder.x264.internal.nat.X264Parameters;
import io.oriel.media.core.PlainFrame;
import io.oriel.media.core.ThreadAllocation;
import io.oriel.testkit.Pattern;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class X264EncoderTest {
  @Test
  void the_structures_of_the_installed_library_are_those_known() throws Exception {
    TestStream.open(1_000_000).close();

    assertThat(X264Parameters.mismatch()).isEmpty();
    assertThat(SelfTest.run().detail()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void every_frame_comes_out_at_once_and_shows_what_went_in(int threads) throws Exception {
    var request = TestStream.request(12_000_000, 0, 1, 0, true);
    try (var stream = TestStream.open(request, threads, "ultrafast");
        var decoder = new TestDecoder()) {
      for (int number = 1; number <= 60; number++) {
        var coded = stream.encode(number, 0);

        var shown = decoder.decode(coded.bytes());

        assertThat(coded.sequence()).isEqualTo(number);
        assertThat(coded.key()).isEqualTo(number == 1);
        assertThat(psnr(stream, TestDecoder.samples(shown))).isGreaterThan(30);
      }
      assertThat(decoder.delay()).isZero();
    }
  }

  @Test
  void four_four_four_keeps_the_colour_of_every_pixel() throws Exception {
    var request = TestStream.request(20_000_000, 0, 1, 0, true, Chroma.YUV444);
    try (var stream = TestStream.open(request, 2, "ultrafast");
        var decoder = new TestDecoder()) {
      var bars = new Pattern(TestStream.WIDTH, TestStream.HEIGHT);
      bars.draw(stream.picture, 4L * TestStream.WIDTH, 1, 0);
      assertThat(stream.encoder.submit(stream.frame, 1, 0)).isTrue();
      var shown = decoder.decode(stream.take().bytes());
      for (int number = 2; number < 12; number++) { // it becomes sharp by repeats
        stream.encoder.repeat(number, 0);
        shown = decoder.decode(stream.take().bytes());
      }

      assertThat(shown.format()).isEqualTo(avutil.AV_PIX_FMT_YUV444P);
      for (int bar = 0; bar < Pattern.barCount(); bar++) {
        int rgb = Pattern.barColor(bar);
        double r = (rgb >> 16 & 0xff) / 255.0;
        double g = (rgb >> 8 & 0xff) / 255.0;
        double b = (rgb & 0xff) / 255.0;
        double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        long at = (long) bars.barY() * shown.linesize(2) + bars.barX(bar);
        assertThat(shown.data(2).get(at) & 0xff)
            .isCloseTo((int) Math.round(128 + 224 * (r - y) / 1.5748), within(8));
      }
    }
  }

  /// Of luma, against the picture as it is converted without any encoder.
  private static double psnr(TestStream stream, byte[] shown) {
    int width = TestStream.WIDTH;
    int height = TestStream.HEIGHT;
    double sum = 0;
    for (int i = 0; i < width * height; i++) {
      int b = stream.picture.get(JAVA_BYTE, 4L * i) & 0xff;
      int g = stream.picture.get(JAVA_BYTE, 4L * i + 1) & 0xff;
      int r = stream.picture.get(JAVA_BYTE, 4L * i + 2) & 0xff;
      double y = 16 + (0.2126 * r + 0.7152 * g + 0.0722 * b) * 219 / 255;
      double error = y - (shown[i] & 0xff);
      sum += error * error;
    }
    return 10 * Math.log10(255.0 * 255 * width * height / sum);
  }

  @Test
  void a_key_frame_holds_parameter_sets_and_no_message_before_its_slice() throws Exception {
    try (var stream = TestStream.open(8_000_000);
        var decoder = new TestDecoder()) {
      var first = stream.encode(1, 0);
      stream.encode(2, 0);
      var forced = stream.encode(3, Encoder.FORCE_KEY_FRAME);

      for (var coded : List.of(first, forced)) {
        var units = TestStream.units(coded.bytes());
        assertThat(units.subList(0, 3)).extracting(u -> u[0]).containsExactly(7, 8, 5);
        assertThat(units.get(2)[1]).isLessThan(100); // within the first packet, GS-V-08
        assertThat(units).extracting(u -> u[0]).doesNotContain(6, 9);
      }
      var shown = decoder.decode(first.bytes());
      assertThat(shown.colorspace()).isEqualTo(avutil.AVCOL_SPC_BT709);
      assertThat(shown.color_trc()).isEqualTo(avutil.AVCOL_TRC_BT709);
      assertThat(shown.color_primaries()).isEqualTo(avutil.AVCOL_PRI_BT709);
      assertThat(shown.color_range()).isEqualTo(avutil.AVCOL_RANGE_MPEG);
    }
  }

  @Test
  void a_key_frame_comes_when_asked_for_also_of_a_still_picture() throws Exception {
    try (var stream = TestStream.open(4_000_000)) {
      stream.encode(1, 0);
      stream.encode(2, 0);

      assertThat(stream.encoder.repeat(3, Encoder.FORCE_KEY_FRAME)).isTrue();
      assertThat(stream.take().flags()).isEqualTo(EncodedFrame.KEY | EncodedFrame.REPEAT);
      assertThat(stream.encoder.repeat(4, 0)).isTrue();
      assertThat(stream.take().flags()).isEqualTo(EncodedFrame.REPEAT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void slices_come_out_in_order_and_before_the_frame_ends(int slices) throws Exception {
    var request = TestStream.request(8_000_000, 0, slices, 0, true);
    try (var stream = TestStream.open(request, 2, "ultrafast");
        var decoder = new TestDecoder()) {
      int early = 0;
      int wanted = Math.min(slices, 23 / 4); // no slice below four rows of macroblocks
      for (int number = 1; number <= 50; number++) {
        stream.draw(number);
        assertThat(stream.encoder.submit(stream.frame, number, 0)).isTrue();
        var parts = parts(stream.encoder, number);
        assertThat(parts).hasSize(wanted);
        long last = parts.getLast().encodedNanos;
        early += parts.getFirst().encodedNanos < last ? 1 : 0;
        decoder.decode(join(parts));
      }
      assertThat(early).isGreaterThan(40);
    }
  }

  private record Part(long encodedNanos, byte[] bytes) {}

  private static List<Part> parts(Encoder encoder, long number) throws Exception {
    var parts = new ArrayList<Part>();
    boolean last = false;
    while (!last) {
      var part = encoder.poll(0);
      assertThat(part.sequence()).isEqualTo(number);
      parts.add(new Part(part.encodedNanos(), TestDecoder.bytes(part)));
      last = part.lastSlice();
      part.release();
    }
    return parts;
  }

  private static byte[] join(List<Part> parts) {
    var all = new byte[parts.stream().mapToInt(p -> p.bytes.length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part.bytes, 0, all, at, part.bytes.length);
      at += part.bytes.length;
    }
    return all;
  }

  @Test
  void a_slice_is_there_while_the_frame_is_still_encoded() throws Exception {
    var request = TestStream.request(8_000_000, 0, 4, 0, true);
    try (var stream = TestStream.open(request, 4, "veryslow")) {
      int during = 0;
      for (int number = 1; number <= 20; number++) {
        stream.draw(number);
        var first = new CompletableFuture<Long>();
        var reader = Thread.ofPlatform().start(() -> readFrame(stream.encoder, first));
        assertThat(stream.encoder.submit(stream.frame, number, 0)).isTrue();
        long returned = System.nanoTime();
        during += first.get() < returned ? 1 : 0;
        reader.join();
      }
      assertThat(during).isGreaterThan(10);
    }
  }

  private static void readFrame(Encoder encoder, CompletableFuture<Long> first) {
    try {
      boolean last = false;
      while (!last) {
        var part = encoder.poll(1_000_000_000);
        first.complete(System.nanoTime());
        last = part.lastSlice();
        part.release();
      }
    } catch (Exception e) {
      first.completeExceptionally(e);
    }
  }

  @Test
  void a_change_of_rate_is_reached_within_a_second_and_costs_no_key_frame() throws Exception {
    try (var stream = TestStream.open(6_000_000)) {
      var noise = new Random(1);
      bytes(stream, noise, 1, 60);
      int number = 61;
      for (long rate : new long[] {2_000_000, 10_000_000, 4_000_000}) {
        assertThat(stream.encoder.rate(rate)).isTrue();
        for (int second = 0; second < 3; second++) {
          double bits = 8.0 * bytes(stream, noise, number, number + 59);

          assertThat(bits / rate).as("rate " + rate).isCloseTo(1, within(0.1));
          number += 60;
        }
      }
    }
  }

  private static long bytes(TestStream stream, Random noise, int from, int to) throws Exception {
    long sum = 0;
    for (int number = from; number <= to; number++) {
      stream.draw(number);
      sprinkle(stream.picture, noise, 4000);
      assertThat(stream.encoder.submit(stream.frame, number, 0)).isTrue();
      var coded = stream.take();
      assertThat(coded.flags()).isEqualTo(number == 1 ? EncodedFrame.KEY : 0);
      sum += coded.bytes().length;
    }
    return sum;
  }

  /// Detail that no rate is too high for.
  private static void sprinkle(MemorySegment picture, Random noise, int points) {
    for (int i = 0; i < points; i++) {
      picture.set(JAVA_BYTE, noise.nextInt((int) picture.byteSize()), (byte) noise.nextInt());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void no_frame_is_larger_than_can_be_protected(int slices) throws Exception {
    int most = 12_000;
    var request = TestStream.request(50_000_000, most, slices, 0, true);
    try (var stream = TestStream.open(request, 4, "ultrafast");
        var decoder = new TestDecoder()) {
      var noise = new Random(2);
      for (int number = 1; number <= 120; number++) {
        stream.draw(number);
        if (number % 7 == 0) { // a change of scene into pure noise
          sprinkle(stream.picture, noise, 400_000);
        }
        int wish = number % 20 == 0 ? Encoder.FORCE_KEY_FRAME : 0;
        assertThat(stream.encoder.submit(stream.frame, number, wish)).isTrue();
        var coded = stream.take();
        assertThat(coded.bytes().length).as("frame " + number).isLessThanOrEqualTo(most);
        decoder.decode(coded.bytes());
      }
    }
  }

  @Test
  void a_full_encoder_refuses_and_leaves_the_number_unused() throws Exception {
    try (var stream = TestStream.open(4_000_000)) {
      assertThat(stream.encoder.submit(stream.frame, 1, 0)).isTrue();
      assertThat(stream.encoder.submit(stream.frame, 2, 0)).isTrue();
      assertThat(stream.encoder.submit(stream.frame, 3, 0)).isFalse();
      stream.take();
      assertThat(stream.encoder.submit(stream.frame, 3, 0)).isTrue();
    }
  }

  @Test
  void a_lease_outlives_the_encoder() throws Exception {
    var stream = TestStream.open(4_000_000);
    stream.draw(1);
    stream.encoder.submit(stream.frame, 1, 0);
    var coded = stream.encoder.poll(0);

    stream.close();

    assertThat(coded.bytes().get(JAVA_BYTE, coded.length() - 1L)).isNotNull();
    coded.release();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void encoding_allocates_next_to_nothing_once_warm(int slices) throws Exception {
    var request = TestStream.request(8_000_000, 0, slices, 0, true);
    try (var stream = TestStream.open(request, 4, "ultrafast")) {
      var next = new int[] {1};
      long most = 200 * 128;

      long least = ThreadAllocation.least(10, most, () -> run(stream, next));

      assertThat(least).isLessThanOrEqualTo(most);
    }
  }

  private static void run(TestStream stream, int[] next) throws Exception {
    for (int i = 0; i < 200; i++) {
      stream.draw(next[0]);
      stream.encoder.submit(stream.frame, next[0]++, 0);
      boolean last = false;
      while (!last) {
        var part = stream.encoder.poll(0);
        last = part.lastSlice();
        part.release();
      }
    }
  }

  @Test
  void a_thousand_encoders_leave_neither_descriptor_thread_nor_memory() throws Exception {
    var request = TestStream.request(4_000_000, 0, 4, 0, true);
    TestStream.open(request, 4, "ultrafast").close();
    cycle(request, 50);
    long descriptors = descriptors();
    long threads = threads();
    long resident = residentKilobytes();

    cycle(request, 1000);

    assertThat(descriptors()).isEqualTo(descriptors);
    assertThat(threads()).isLessThanOrEqualTo(threads + 1);
    // an encoder of this size takes 10 MB: a leak of one in twenty would show
    assertThat(residentKilobytes() - resident).isLessThan(200_000);
  }

  private static void cycle(EncoderRequest request, int times) throws Exception {
    try (var arena = Arena.ofConfined()) {
      var picture = arena.allocate(4L * TestStream.WIDTH * TestStream.HEIGHT, 64);
      var frame = new PlainFrame(picture, TestStream.WIDTH, TestStream.HEIGHT);
      for (int i = 0; i < times; i++) {
        var encoder = TestStream.encoder(request, 4, "ultrafast");
        encoder.submit(frame, 1, 0);
        encoder.close();
      }
    }
    System.gc(); // the bitstreams belong to it
  }

  private static long descriptors() throws Exception {
    try (var list = Files.list(Path.of("/proc/self/fd"))) {
      return list.count();
    }
  }

  private static long threads() throws Exception {
    try (var list = Files.list(Path.of("/proc/self/task"))) {
      return list.count();
    }
  }

  private static long residentKilobytes() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
