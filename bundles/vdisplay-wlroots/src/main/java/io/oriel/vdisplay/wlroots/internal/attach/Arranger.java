package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.api.display.Arrangement;
import io.oriel.api.display.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides where outputs go. Pure.
final class Arranger {
  private Arranger() {}

  /// The outputs that have to be changed, as they shall be.
  ///
  /// Outputs of clients lie in a row to the right of the desktop's own, or from the left edge where
  /// one of the clients wants no others to be on.
  ///
  /// @param base the desktop's own, before any client came
  /// @param members those that clients have
  static List<OutputState> arrange(List<OutputState> base, List<Member> members) {
    boolean only = members.stream().anyMatch(m -> m.arrangement() == Arrangement.ONLY);
    var wanted = new ArrayList<OutputState>();
    int right = 0;
    int top = 0;
    for (OutputState output : base) {
      Optional<Member> member =
          members.stream().filter(m -> m.name().equals(output.name())).findFirst();
      if (member.isPresent()) {
        if (!only && output.enabled()) {
          OutputState stays = member.get().wanted().at(output.x(), output.y());
          wanted.add(stays);
          right = Math.max(right, rightOf(stays));
        }
      } else if (only) {
        wanted.add(OutputState.off(output.name()));
      } else {
        wanted.add(output);
        if (output.enabled()) {
          top = right == 0 ? output.y() : Math.min(top, output.y());
          right = Math.max(right, rightOf(output));
        }
      }
    }
    for (Member member : members) {
      if (OutputState.in(wanted, member.name()).isEmpty()) {
        OutputState placed = member.wanted().at(right, only ? 0 : top);
        wanted.add(placed);
        right = rightOf(placed);
      }
    }
    return wanted;
  }

  private static int rightOf(OutputState output) {
    Region region = output.region();
    return region.x() + region.width();
  }
}
