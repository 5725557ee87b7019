package io.oriel.media.pipewire;

import java.util.List;

/// One kind of picture that is taken.
///
/// @param modifiers for DMA-BUFs, the layouts taken, best first; empty: shared memory
public record VideoWish(PixelFormat pixels, List<Long> modifiers) {
  public VideoWish {
    modifiers = List.copyOf(modifiers);
  }

  /// Pictures in shared memory.
  public static VideoWish shared(PixelFormat pixels) {
    return new VideoWish(pixels, List.of());
  }
}
