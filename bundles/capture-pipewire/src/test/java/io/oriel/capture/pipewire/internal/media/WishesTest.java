package io.oriel.capture.pipewire.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.MemoryKind;
import io.oriel.media.pipewire.PixelFormat;
import io.oriel.media.pipewire.VideoStreamFormat;
import io.oriel.media.pipewire.VideoWish;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WishesTest {
  private static final long TILED = 0x100000000000001L;
  private static final FormatSupport HOST = FormatSupport.host(Fourcc.XRGB8888);
  private static final FormatSupport GPU =
      new FormatSupport(MemoryKind.DMABUF, Fourcc.XRGB8888, Set.of(TILED), Optional.empty());

  private static VideoStreamFormat agreed(PixelFormat pixels, OptionalLong modifier) {
    return new VideoStreamFormat(pixels, 640, 360, modifier, 60_000);
  }

  @Test
  void ordinary_memory_is_taken_with_alpha_too_and_as_linear_dma_bufs_in_the_end() {
    assertThat(new Wishes(List.of(HOST), true).offers())
        .containsExactly(
            VideoWish.shared(PixelFormat.BGRX),
            VideoWish.shared(PixelFormat.BGRA),
            new VideoWish(PixelFormat.BGRX, List.of(Fourcc.MODIFIER_LINEAR)),
            new VideoWish(PixelFormat.BGRA, List.of(Fourcc.MODIFIER_LINEAR)));
  }

  @Test
  void without_dma_bufs_there_is_shared_memory_only() {
    assertThat(new Wishes(List.of(GPU, HOST), false).offers())
        .allMatch(wish -> wish.modifiers().isEmpty());
    assertThat(new Wishes(List.of(GPU), false).offers()).isEmpty();
  }

  @Test
  void the_encoders_order_is_kept() {
    assertThat(new Wishes(List.of(GPU, HOST), true).offers())
        .startsWith(
            new VideoWish(PixelFormat.BGRX, List.of(TILED)),
            new VideoWish(PixelFormat.BGRA, List.of(TILED)),
            VideoWish.shared(PixelFormat.BGRX));
  }

  @Test
  void the_alpha_of_a_screen_is_not_told_unless_the_encoder_knows_no_other() {
    assertThat(new Wishes(List.of(HOST), true).fourcc(PixelFormat.BGRA)).isEqualTo(Fourcc.XRGB8888);
    assertThat(
            new Wishes(List.of(FormatSupport.host(Fourcc.ARGB8888)), true).fourcc(PixelFormat.BGRA))
        .isEqualTo(Fourcc.ARGB8888);
  }

  @Test
  void dma_bufs_are_lent_only_in_layouts_that_the_encoder_takes() {
    var wishes = new Wishes(List.of(GPU, HOST), true);

    assertThat(wishes.takesDmaBufs(agreed(PixelFormat.BGRX, OptionalLong.of(TILED)))).isTrue();
    assertThat(wishes.takesDmaBufs(agreed(PixelFormat.BGRX, OptionalLong.of(0)))).isFalse();
    assertThat(wishes.takesDmaBufs(agreed(PixelFormat.BGRX, OptionalLong.empty()))).isFalse();
  }

  @Test
  void a_refusal_lists_what_is_taken() {
    assertThat(new Wishes(List.of(HOST), false).toString())
        .isEqualTo("BGRX in shared memory, BGRA in shared memory");
  }
}
