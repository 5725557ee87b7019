package io.oriel.audio.pipewire.internal;

import static io.oriel.media.pipewire.AudioPosition.FC;
import static io.oriel.media.pipewire.AudioPosition.FL;
import static io.oriel.media.pipewire.AudioPosition.FR;
import static io.oriel.media.pipewire.AudioPosition.LFE;
import static io.oriel.media.pipewire.AudioPosition.MONO;
import static io.oriel.media.pipewire.AudioPosition.RL;
import static io.oriel.media.pipewire.AudioPosition.RR;
import static io.oriel.media.pipewire.AudioPosition.SL;
import static io.oriel.media.pipewire.AudioPosition.SR;

import io.oriel.media.pipewire.AudioPosition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which channels a sink has, in the order clients expect (GameStream protocol notes §8).
///
/// @param positions one for each channel
record Layout(List<AudioPosition> positions) {
  private static final List<AudioPosition> SURROUND = List.of(FL, FR, FC, LFE, RL, RR, SL, SR);

  /// The layout of so many channels; empty when there is none.
  static Optional<Layout> of(int channels) {
    return switch (channels) {
      case 1 -> Optional.of(new Layout(List.of(MONO)));
      case 2, 6, 8 -> Optional.of(new Layout(SURROUND.subList(0, channels)));
      default -> Optional.empty();
    };
  }

  int channels() {
    return positions.size();
  }

  /// As PipeWire's `audio.position` wants it: `[FL,FR]`.
  String text() {
    return positions.stream().map(AudioPosition::name).collect(Collectors.joining(",", "[", "]"));
  }
}
