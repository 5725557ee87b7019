package io.oriel.media.pipewire.testing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One buffer that a [VideoProducer] hands over: a polite picture, or a lie.
///
/// @param drawn whether the test picture is drawn; its number is the shot's
/// @param ptsNanos header time stamp, CLOCK_MONOTONIC; empty: now
/// @param offset chunk's offset in bytes; empty: 0
/// @param size chunk's size in bytes; empty: the whole picture
/// @param stride chunk's stride in bytes; empty: 4 × width
/// @param headerFlags `SPA_META_HEADER_FLAG_…`
/// @param chunkFlags `SPA_CHUNK_FLAG_…`
/// @param damage rectangles, x y w h each; empty: the whole picture
/// @param pointer cursor metadata; empty: no news of the pointer
/// @param again the picture before, with its number: sent twice
public record Shot(
    boolean drawn,
    OptionalLong ptsNanos,
    OptionalInt offset,
    OptionalInt size,
    OptionalInt stride,
    int headerFlags,
    int chunkFlags,
    List<int[]> damage,
    Optional<Pointer> pointer,
    boolean again) {
  /// `SPA_META_HEADER_FLAG_CORRUPTED`.
  public static final int CORRUPTED = 2;

  /// A picture as it should be.
  public static final Shot POLITE =
      new Shot(
          true,
          OptionalLong.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          0,
          0,
          List.of(),
          Optional.empty(),
          false);

  /// Cursor metadata (`struct spa_meta_cursor` with a `struct spa_meta_bitmap`).
  ///
  /// @param id 0: no news
  /// @param widthPx claimed size of the bitmap; the room holds 64 × 64; 0: no bitmap is there
  /// @param bitmapOffset where the bitmap's header is claimed to be
  public record Pointer(
      int id,
      int x,
      int y,
      int hotspotX,
      int hotspotY,
      int format,
      int widthPx,
      int heightPx,
      int stride,
      int bitmapOffset,
      int pixelOffset) {
    /// A pointer of 24 × 24 that is where it should be.
    public static Pointer at(int x, int y) {
      return new Pointer(1, x, y, 3, 4, VideoOffer.BGRA, 24, 24, 24 * 4, 28, 20);
    }

    /// It only moved.
    public static Pointer moved(int x, int y) {
      return new Pointer(1, x, y, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /// The same, with another size claimed.
    public Pointer claiming(int width, int height, int bytesPerRow) {
      return new Pointer(
          id,
          x,
          y,
          hotspotX,
          hotspotY,
          format,
          width,
          height,
          bytesPerRow,
          bitmapOffset,
          pixelOffset);
    }

    /// The same, claimed to lie elsewhere.
    public Pointer lying(int headerAt, int pixelsAt) {
      return new Pointer(
          id, x, y, hotspotX, hotspotY, format, widthPx, heightPx, stride, headerAt, pixelsAt);
    }
  }

  /// The same with another time stamp.
  public Shot at(long pts) {
    return new Shot(
        drawn,
        OptionalLong.of(pts),
        offset,
        size,
        stride,
        headerFlags,
        chunkFlags,
        damage,
        pointer,
        again);
  }

  /// The same with another chunk: offset, size and stride in bytes.
  public Shot chunk(int from, int length, int bytesPerRow) {
    return new Shot(
        drawn,
        ptsNanos,
        OptionalInt.of(from),
        OptionalInt.of(length),
        OptionalInt.of(bytesPerRow),
        headerFlags,
        chunkFlags,
        damage,
        pointer,
        again);
  }

  /// The same with flags in header and chunk.
  public Shot flagged(int header, int chunk) {
    return new Shot(drawn, ptsNanos, offset, size, stride, header, chunk, damage, pointer, again);
  }

  /// The same with its own damage.
  public Shot damaged(int[]... regions) {
    return new Shot(
        drawn,
        ptsNanos,
        offset,
        size,
        stride,
        headerFlags,
        chunkFlags,
        List.of(regions),
        pointer,
        again);
  }

  /// The same with news of the pointer.
  public Shot with(Pointer news) {
    return new Shot(
        drawn,
        ptsNanos,
        offset,
        size,
        stride,
        headerFlags,
        chunkFlags,
        damage,
        Optional.of(news),
        again);
  }

  /// The picture before once more, with its number.
  public Shot repeated() {
    return new Shot(
        drawn, ptsNanos, offset, size, stride, headerFlags, chunkFlags, damage, pointer, true);
  }

  /// News of the pointer without a picture, as Mutter sends them: a chunk of no bytes.
  public static Shot pointerOnly(Pointer news) {
    return new Shot(
        false,
        OptionalLong.empty(),
        OptionalInt.of(0),
        OptionalInt.of(0),
        OptionalInt.of(0),
        0,
        0,
        List.of(),
        Optional.of(news),
        false);
  }
}
