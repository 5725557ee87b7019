package io.oriel.media.pipewire;

import io.oriel.media.pipewire.pod.Pod;
import io.oriel.media.pipewire.pod.Pod.Choice.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Formats, buffers and metadata of pictures as PipeWire's parameters (`spa/param/format.h`,
/// `spa/param/buffers.h`, `spa/buffer/meta.h`).
final class VideoParams {
  /// `SPA_PARAM_Format`: the format that was agreed on.
  static final int PARAM_FORMAT = 4;

  // SPA_TYPE_OBJECT_Format and its keys
  private static final int OBJECT_FORMAT = 0x40003;
  private static final int PARAM_ENUM_FORMAT = 3;
  private static final int MEDIA_TYPE = 1;
  private static final int MEDIA_TYPE_VIDEO = 2;
  private static final int MEDIA_SUBTYPE = 2;
  private static final int MEDIA_SUBTYPE_RAW = 1;
  private static final int FORMAT = 0x20001;
  private static final int MODIFIER = 0x20002;
  private static final int SIZE = 0x20003;
  private static final int FRAME_RATE = 0x20004;
  private static final int MAX_FRAME_RATE = 0x20005;
  // SPA_POD_PROP_FLAG_…
  private static final int MANDATORY = 1 << 3;
  private static final int DONT_FIXATE = 1 << 4;
  private static final int FASTEST_HZ = 1000;
  // SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers, SPA_PARAM_BUFFERS_…
  private static final int OBJECT_BUFFERS = 0x40004;
  private static final int PARAM_BUFFERS = 5;
  private static final int BUFFERS = 1;
  private static final int DATA_TYPE = 6;
  // SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta, SPA_PARAM_META_…
  private static final int OBJECT_META = 0x40005;
  private static final int PARAM_META = 6;
  private static final int META_TYPE = 1;
  private static final int META_SIZE = 2;
  // the largest pointer a desktop draws, and most pieces of damage anybody tells
  private static final int CURSOR_PX = 64;
  private static final int LARGEST_CURSOR_PX = 512;
  private static final int DAMAGE_REGIONS = 16;
  private static final int MOST_DAMAGE_REGIONS = 128;

  private VideoParams() {}

  /// What is taken, best first. A rate no higher than wanted comes before any other, so that the
  /// producer draws nothing in vain.
  static Pod[] formats(List<VideoWish> wishes, VideoMode mode) {
    var formats = new ArrayList<Pod>();
    wishes.forEach(wish -> formats.add(format(wish, mode, true)));
    if (!mode.fixed()) {
      wishes.forEach(wish -> formats.add(format(wish, mode, false)));
    }
    return formats.toArray(Pod[]::new);
  }

  private static Pod format(VideoWish wish, VideoMode mode, boolean limited) {
    var properties = new ArrayList<Pod.Property>();
    properties.add(new Pod.Property(MEDIA_TYPE, new Pod.Id(MEDIA_TYPE_VIDEO)));
    properties.add(new Pod.Property(MEDIA_SUBTYPE, new Pod.Id(MEDIA_SUBTYPE_RAW)));
    properties.add(new Pod.Property(FORMAT, new Pod.Id(wish.pixels().spa())));
    if (!wish.modifiers().isEmpty()) {
      properties.add(modifiers(wish.modifiers()));
    }
    var size = new Pod.Rectangle(mode.widthPx(), mode.heightPx());
    var rate = hertz(mode.maxMilliHz());
    var still = new Pod.Fraction(0, 1);
    var one = new Pod.Fraction(1, 1);
    var fastest = new Pod.Fraction(FASTEST_HZ, 1);
    properties.add(
        new Pod.Property(
            SIZE,
            mode.fixed()
                ? size
                : range(
                    size,
                    new Pod.Rectangle(1, 1),
                    new Pod.Rectangle(VideoMode.LARGEST, VideoMode.LARGEST))));
    properties.add(
        new Pod.Property(FRAME_RATE, mode.fixed() ? still : range(still, still, fastest)));
    properties.add(
        new Pod.Property(
            MAX_FRAME_RATE, mode.fixed() ? rate : range(rate, one, limited ? rate : fastest)));
    return new Pod.Obj(OBJECT_FORMAT, PARAM_ENUM_FORMAT, properties);
  }

  private static Pod.Property modifiers(List<Long> modifiers) {
    List<Pod> values = new ArrayList<>();
    modifiers.forEach(modifier -> values.add(new Pod.Long(modifier)));
    if (values.size() == 1) {
      return new Pod.Property(MODIFIER, MANDATORY, values.getFirst());
    }
    values.addFirst(values.getFirst()); // the default, then every alternative
    return new Pod.Property(MODIFIER, MANDATORY | DONT_FIXATE, new Pod.Choice(Kind.ENUM, values));
  }

  private static Pod.Fraction hertz(int milliHz) {
    int a = milliHz;
    int b = 1000;
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return new Pod.Fraction(milliHz / a, 1000 / a);
  }

  private static Pod range(Pod liked, Pod least, Pod most) {
    return new Pod.Choice(Kind.RANGE, List.of(liked, least, most));
  }

  /// Reads what was agreed on; empty: it is nothing that was asked for.
  static Optional<VideoStreamFormat> agreed(Pod pod) {
    if (!(pod instanceof Pod.Obj format)
        || !(format.value(FORMAT).orElse(null) instanceof Pod.Id(int spa))
        || !(format.value(SIZE).orElse(null) instanceof Pod.Rectangle(int width, int height))) {
      return Optional.empty();
    }
    var pixels = PixelFormat.ofSpa(spa);
    if (pixels.isEmpty()
        || width < 1
        || width > VideoMode.LARGEST
        || height < 1
        || height > VideoMode.LARGEST) {
      return Optional.empty();
    }
    var modifier =
        format.value(MODIFIER).orElse(null) instanceof Pod.Long(long layout)
            ? OptionalLong.of(layout)
            : OptionalLong.empty();
    return Optional.of(
        new VideoStreamFormat(pixels.get(), width, height, modifier, milliHertz(format)));
  }

  private static int milliHertz(Pod.Obj format) {
    if (format.value(MAX_FRAME_RATE).orElse(null) instanceof Pod.Fraction(int above, int below)
        && above > 0
        && below > 0) {
      return (int) Math.min(Integer.MAX_VALUE, 1000L * above / below);
    }
    return 0;
  }

  /// How many buffers of which memory, and what comes with them.
  static Pod[] buffers(VideoStreamRequest request, VideoStreamFormat format) {
    int types = format.modifier().isPresent() ? 1 << VideoBuffer.DMA_BUF : 1 << VideoBuffer.MEM_FD;
    int count = request.buffers();
    var params = new ArrayList<Pod>();
    params.add(count(types, count, count));
    if (count > 1) {
      params.add(count(types, count, 1)); // a producer with fewer: better than none
    }
    params.add(meta(VideoMeta.HEADER, new Pod.Int(VideoMeta.HEADER_BYTES)));
    params.add(meta(VideoMeta.CROP, new Pod.Int(VideoMeta.REGION_BYTES)));
    params.add(meta(VideoMeta.TRANSFORM, new Pod.Int(VideoMeta.TRANSFORM_BYTES)));
    params.add(
        meta(
            VideoMeta.DAMAGE,
            range(
                new Pod.Int(DAMAGE_REGIONS * VideoMeta.REGION_BYTES),
                new Pod.Int(VideoMeta.REGION_BYTES),
                new Pod.Int(MOST_DAMAGE_REGIONS * VideoMeta.REGION_BYTES))));
    if (request.cursor()) {
      params.add(
          meta(
              VideoMeta.CURSOR,
              range(
                  new Pod.Int(VideoMeta.cursorBytes(CURSOR_PX)),
                  new Pod.Int(VideoMeta.cursorBytes(1)),
                  new Pod.Int(VideoMeta.cursorBytes(LARGEST_CURSOR_PX)))));
    }
    return params.toArray(Pod[]::new);
  }

  private static Pod count(int types, int liked, int least) {
    return new Pod.Obj(
        OBJECT_BUFFERS,
        PARAM_BUFFERS,
        List.of(
            new Pod.Property(
                BUFFERS,
                range(
                    new Pod.Int(liked),
                    new Pod.Int(least),
                    new Pod.Int(VideoStreamRequest.MOST_BUFFERS))),
            new Pod.Property(DATA_TYPE, new Pod.Choice(Kind.FLAGS, List.of(new Pod.Int(types))))));
  }

  private static Pod meta(int type, Pod size) {
    return new Pod.Obj(
        OBJECT_META,
        PARAM_META,
        List.of(new Pod.Property(META_TYPE, new Pod.Id(type)), new Pod.Property(META_SIZE, size)));
  }
}
