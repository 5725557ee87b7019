package io.oriel.media.pipewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.pipewire.pod.Pod;
import io.oriel.media.pipewire.pod.Pod.Choice;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VideoParamsTest {
  private static final int FORMAT = 0x20001;
  private static final int MODIFIER = 0x20002;
  private static final int SIZE = 0x20003;
  private static final int MAX_RATE = 0x20005;

  private static Pod.Obj format(Pod.Property... properties) {
    return new Pod.Obj(0x40003, 4, List.of(properties));
  }

  private static Pod raw(Pod offered, int key) {
    return ((Pod.Obj) offered)
        .properties().stream()
            .filter(p -> p.key() == key)
            .map(Pod.Property::value)
            .findAny()
            .orElse(null);
  }

  @Test
  void a_monitor_made_for_this_consumer_has_one_size_and_one_rate() {
    Pod[] formats =
        VideoParams.formats(
            List.of(VideoWish.shared(PixelFormat.BGRX)), new VideoMode(1600, 900, 59_940, true));

    assertThat(formats).hasSize(1);
    assertThat(raw(formats[0], SIZE)).isEqualTo(new Pod.Rectangle(1600, 900));
    assertThat(raw(formats[0], MAX_RATE)).isEqualTo(new Pod.Fraction(2997, 50));
    assertThat(raw(formats[0], MODIFIER)).isNull();
  }

  @Test
  void other_sources_are_asked_for_no_more_than_the_rate_first() {
    Pod[] formats =
        VideoParams.formats(
            List.of(VideoWish.shared(PixelFormat.BGRX)), new VideoMode(1600, 900, 60_000, false));

    assertThat(formats).hasSize(2);
    assertThat(((Choice) raw(formats[0], MAX_RATE)).values().getLast())
        .isEqualTo(new Pod.Fraction(60, 1));
    assertThat(((Choice) raw(formats[1], MAX_RATE)).values().getLast())
        .isEqualTo(new Pod.Fraction(1000, 1));
    assertThat(((Choice) raw(formats[0], SIZE)).values().getFirst())
        .isEqualTo(new Pod.Rectangle(1600, 900));
  }

  @Test
  void modifiers_are_left_for_the_producer_to_choose_from() {
    Pod[] formats =
        VideoParams.formats(
            List.of(
                new VideoWish(PixelFormat.BGRX, List.of(7L, 0L)),
                new VideoWish(PixelFormat.BGRX, List.of(0L))),
            new VideoMode(640, 360, 60_000, true));

    assertThat(raw(formats[0], MODIFIER))
        .isEqualTo(
            new Choice(
                Choice.Kind.ENUM, List.of(new Pod.Long(7), new Pod.Long(7), new Pod.Long(0))));
    assertThat(raw(formats[1], MODIFIER)).isEqualTo(new Pod.Long(0));
  }

  @Test
  void what_was_agreed_on_is_read() {
    var agreed =
        VideoParams.agreed(
            format(
                new Pod.Property(FORMAT, new Pod.Id(12)),
                new Pod.Property(MODIFIER, new Pod.Long(7)),
                new Pod.Property(SIZE, new Pod.Rectangle(640, 360)),
                new Pod.Property(MAX_RATE, new Pod.Fraction(2997, 50))));

    assertThat(agreed)
        .contains(new VideoStreamFormat(PixelFormat.BGRA, 640, 360, OptionalLong.of(7), 59_940));
  }

  @Test
  void impossible_formats_are_not_taken() {
    var bgrx = new Pod.Property(FORMAT, new Pod.Id(8));
    for (Pod size :
        List.of(
            new Pod.Rectangle(0, 360),
            new Pod.Rectangle(640, 0),
            new Pod.Rectangle(16_385, 360),
            new Pod.Rectangle(640, -1),
            new Pod.Int(5))) {
      assertThat(VideoParams.agreed(format(bgrx, new Pod.Property(SIZE, size)))).isEmpty();
    }
    var size = new Pod.Property(SIZE, new Pod.Rectangle(640, 360));
    assertThat(VideoParams.agreed(format(size))).isEmpty();
    assertThat(VideoParams.agreed(format(size, new Pod.Property(FORMAT, new Pod.Id(2))))).isEmpty();
    assertThat(VideoParams.agreed(new Pod.Int(1))).isEmpty();
    assertThat(
            VideoParams.agreed(
                format(bgrx, size, new Pod.Property(MAX_RATE, new Pod.Fraction(1, 0)))))
        .map(VideoStreamFormat::maxMilliHz)
        .contains(0);
  }
}
