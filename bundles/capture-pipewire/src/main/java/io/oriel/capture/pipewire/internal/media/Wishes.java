package io.oriel.capture.pipewire.internal.media;

import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.media.pipewire.PixelFormat;
import io.oriel.media.pipewire.VideoStreamFormat;
import io.oriel.media.pipewire.VideoWish;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What an encoder accepts, in the words of PipeWire.
final class Wishes {
  private final List<FormatSupport> accepted;
  private final boolean dmaBufs;

  /// @param dmaBufs whether DMA-BUFs may be used at all
  Wishes(List<FormatSupport> accepted, boolean dmaBufs) {
    this.accepted = accepted;
    this.dmaBufs = dmaBufs;
  }

  /// Best first. What is taken as ordinary memory is at the end taken as DMA-BUF laid out row by
  /// row too: reading that is slow on some devices, but some producers have nothing else.
  List<VideoWish> offers() {
    var wishes = new ArrayList<VideoWish>();
    for (var support : accepted) {
      for (var pixels : pixels(support.fourcc())) {
        if (support.memory() == MemoryKind.HOST) {
          add(wishes, VideoWish.shared(pixels));
        } else if (support.memory() == MemoryKind.DMABUF && dmaBufs) {
          add(wishes, new VideoWish(pixels, List.copyOf(support.modifiers())));
        }
      }
    }
    if (dmaBufs) {
      wishes.stream()
          .filter(wish -> wish.modifiers().isEmpty())
          .toList()
          .forEach(
              wish -> add(wishes, new VideoWish(wish.pixels(), List.of(Fourcc.MODIFIER_LINEAR))));
    }
    return wishes;
  }

  private static void add(List<VideoWish> wishes, VideoWish wish) {
    if (!wishes.contains(wish)) {
      wishes.add(wish);
    }
  }

  /// A screen's alpha says nothing, so a format with it does for one without.
  private static List<PixelFormat> pixels(int fourcc) {
    var found = new ArrayList<PixelFormat>();
    PixelFormat.ofFourcc(fourcc).ifPresent(found::add);
    if (fourcc == Fourcc.XRGB8888) {
      found.add(PixelFormat.BGRA);
    } else if (fourcc == Fourcc.XBGR8888) {
      found.add(PixelFormat.RGBA);
    }
    return found;
  }

  /// The code the encoder knows a format by.
  int fourcc(PixelFormat pixels) {
    int opaque =
        switch (pixels) {
          case BGRA -> Fourcc.XRGB8888;
          case RGBA -> Fourcc.XBGR8888;
          default -> pixels.fourcc();
        };
    boolean known = accepted.stream().anyMatch(support -> support.fourcc() == opaque);
    return known ? opaque : pixels.fourcc();
  }

  /// Whether the encoder takes the DMA-BUFs themselves; otherwise they are read here.
  boolean takesDmaBufs(VideoStreamFormat format) {
    long modifier = format.modifier().orElse(Fourcc.MODIFIER_LINEAR);
    return format.modifier().isPresent()
        && accepted.stream()
            .anyMatch(
                support ->
                    support.memory() == MemoryKind.DMABUF
                        && support.modifiers().contains(modifier)
                        && pixels(support.fourcc()).contains(format.pixels()));
  }

  /// For people.
  @Override
  public String toString() {
    return offers().stream()
        .map(
            wish ->
                wish.pixels()
                    + (wish.modifiers().isEmpty()
                        ? " in shared memory"
                        : wish.modifiers().equals(List.of(Fourcc.MODIFIER_LINEAR))
                            ? " in linear DMA-BUFs"
                            : " in DMA-BUFs"))
        .collect(Collectors.joining(", "));
  }
}
