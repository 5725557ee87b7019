package io.oriel.vdisplay.wlroots.internal.attach;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The outputs of somebody's desktop. Control threads, one at a time; every call ends within
/// seconds.
interface Outputs {
  /// All of them, in the compositor's order.
  List<OutputState> read() throws IOException;

  /// Makes some outputs as they are given and leaves the others. A rate or a mode that an output
  /// does not have becomes the nearest one: read it back. One that is not there any more is passed
  /// over.
  ///
  /// @throws IOException the compositor refuses, or an output did not get there in time
  void apply(List<OutputState> wanted) throws IOException;

  /// Makes one more output, or takes one that was made before and is parked.
  ///
  /// @return its name; empty: this compositor makes none
  Optional<String> create() throws IOException;

  /// Takes an output away that was made, or parks it where it is not in the way.
  void remove(String name) throws IOException;

  /// Whether an output is parked: not part of the desktop.
  boolean parked(OutputState output);

  /// The output that has the keyboard; empty: not known.
  Optional<String> focused() throws IOException;

  /// Gives an output the keyboard, so that new windows open there.
  void focus(String name) throws IOException;

  /// Which workspace is where; empty where the compositor does not tell.
  List<Workspace> workspaces() throws IOException;

  /// Moves workspaces back to where they were, as far as both are still there.
  void restore(List<Workspace> workspaces) throws IOException;
}
