package io.oriel.media.pipewire;

import io.oriel.media.pipewire.pod.Pod;
import java.nio.ByteOrder;
import java.util.List;

/// Formats of sound as PipeWire's parameters (`spa/param/format.h`, `spa/param/audio/raw.h`).
final class AudioFormat {
  private static final int OBJECT_FORMAT = 0x40003;
  private static final int PARAM_ENUM_FORMAT = 3;
  private static final int MEDIA_TYPE = 1;
  private static final int MEDIA_TYPE_AUDIO = 1;
  private static final int MEDIA_SUBTYPE = 2;
  private static final int MEDIA_SUBTYPE_RAW = 1;
  private static final int FORMAT = 0x10001;
  private static final int F32_LE = 0x11b;
  private static final int F32_BE = 0x11c;
  private static final int RATE = 0x10003;
  private static final int CHANNELS = 0x10004;
  private static final int POSITION = 0x10005;

  // SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers, SPA_PARAM_BUFFERS_buffers
  private static final int OBJECT_BUFFERS = 0x40004;
  private static final int PARAM_BUFFERS = 5;
  private static final int BUFFERS = 1;

  /// `SPA_PARAM_Format`: the format that was agreed on.
  static final int PARAM_FORMAT = 4;

  private AudioFormat() {}

  /// As many buffers as given, or fewer if the other side cannot.
  static Pod buffers(int most) {
    var count =
        new Pod.Choice(
            Pod.Choice.Kind.RANGE, List.of(new Pod.Int(most), new Pod.Int(2), new Pod.Int(most)));
    return new Pod.Obj(OBJECT_BUFFERS, PARAM_BUFFERS, List.of(new Pod.Property(BUFFERS, count)));
  }

  /// Interleaved floats of the machine's byte order.
  static Pod f32(int rateHz, List<AudioPosition> positions) {
    int format = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? F32_LE : F32_BE;
    List<Pod> places = positions.stream().<Pod>map(p -> new Pod.Id(p.spa())).toList();
    return new Pod.Obj(
        OBJECT_FORMAT,
        PARAM_ENUM_FORMAT,
        List.of(
            new Pod.Property(MEDIA_TYPE, new Pod.Id(MEDIA_TYPE_AUDIO)),
            new Pod.Property(MEDIA_SUBTYPE, new Pod.Id(MEDIA_SUBTYPE_RAW)),
            new Pod.Property(FORMAT, new Pod.Id(format)),
            new Pod.Property(RATE, new Pod.Int(rateHz)),
            new Pod.Property(CHANNELS, new Pod.Int(places.size())),
            new Pod.Property(POSITION, new Pod.Array(places))));
  }
}
