package io.oriel.media.pipewire.testing;

import io.oriel.media.pipewire.pod.Pod;
import java.util.ArrayList;
import java.util.List;

/// A [VideoProducer]'s parameters (`spa/param/format.h`, `spa/param/buffers.h`,
/// `spa/buffer/meta.h`).
final class OfferParams {
  static final int FORMAT = 4; // SPA_PARAM_Format
  static final int SIZE_KEY = 0x20003;
  static final int FORMAT_KEY = 0x20001;
  static final int MAX_RATE_KEY = 0x20005;
  static final int META_HEADER = 1;
  static final int META_DAMAGE = 3;
  static final int META_CURSOR = 5;
  static final int HEADER_BYTES = 32;
  static final int REGION_BYTES = 16;
  static final int CURSOR_BYTES = 28;
  static final int BITMAP_BYTES = 20;
  static final int POINTER_SIDE = 64;

  private static final int ENUM_FORMAT = 3;
  private static final int BUFFERS = 5;
  private static final int META = 6;
  private static final int OBJECT_FORMAT = 0x40003;
  private static final int OBJECT_BUFFERS = 0x40004;
  private static final int OBJECT_META = 0x40005;
  private static final int MOST_REGIONS = 16;

  private OfferParams() {}

  static Pod format(VideoOffer offer) {
    var formats = new ArrayList<Pod>();
    formats.add(new Pod.Id(offer.formats().getFirst()));
    offer.formats().forEach(f -> formats.add(new Pod.Id(f)));
    var properties =
        new ArrayList<>(
            List.of(
                new Pod.Property(1, new Pod.Id(2)), // mediaType: video
                new Pod.Property(2, new Pod.Id(1)), // mediaSubtype: raw
                new Pod.Property(FORMAT_KEY, new Pod.Choice(Pod.Choice.Kind.ENUM, formats)),
                new Pod.Property(SIZE_KEY, offer.size()),
                new Pod.Property(0x20004, new Pod.Fraction(0, 1)), // framerate: as it comes
                new Pod.Property(MAX_RATE_KEY, offer.maxRate())));
    if (offer.kind() == BufferKind.DMABUF) {
      properties.add(new Pod.Property(0x20002, 1 << 3, new Pod.Long(0))); // modifier: linear only
    }
    return new Pod.Obj(OBJECT_FORMAT, ENUM_FORMAT, properties);
  }

  static Pod[] buffers(VideoOffer offer, int size, int stride) {
    boolean dmaBuf = offer.kind() == BufferKind.FALSE_DMABUF || offer.kind() == BufferKind.DMABUF;
    int types = dmaBuf ? 1 << 3 : 1 << 2;
    var params = new ArrayList<Pod>();
    params.add(
        new Pod.Obj(
            OBJECT_BUFFERS,
            BUFFERS,
            List.of(
                new Pod.Property(1, offer.buffers()),
                new Pod.Property(2, new Pod.Int(1)), // blocks
                new Pod.Property(3, new Pod.Int(size)),
                new Pod.Property(4, new Pod.Int(stride)),
                new Pod.Property(5, new Pod.Int(16)), // alignment
                new Pod.Property(
                    6, new Pod.Choice(Pod.Choice.Kind.FLAGS, List.of(new Pod.Int(types)))))));
    params.add(meta(META_HEADER, HEADER_BYTES));
    params.add(meta(META_DAMAGE, MOST_REGIONS * REGION_BYTES));
    if (offer.pointer()) {
      params.add(meta(META_CURSOR, CURSOR_BYTES + BITMAP_BYTES + POINTER_SIDE * POINTER_SIDE * 4));
    }
    return params.toArray(Pod[]::new);
  }

  private static Pod meta(int type, int size) {
    Pod room =
        new Pod.Choice(
            Pod.Choice.Kind.RANGE, List.of(new Pod.Int(size), new Pod.Int(1), new Pod.Int(size)));
    return new Pod.Obj(
        OBJECT_META,
        META,
        List.of(new Pod.Property(1, new Pod.Id(type)), new Pod.Property(2, room)));
  }
}
