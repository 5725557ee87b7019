package io.oriel.vdisplay.wlroots.internal.attach;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The outputs of labwc and other compositors with wlr-output-management. None can be made at run
/// time; those that are there take another mode.
final class ManagedOutputs implements Outputs {
  private static final int TRIES = 3;

  private final Path socket;

  /// @param socket the compositor's Wayland socket
  ManagedOutputs(Path socket) {
    this.socket = socket;
  }

  @Override
  public List<OutputState> read() throws IOException {
    try (var heads = new Heads(socket)) {
      return heads.read();
    }
  }

  @Override
  public void apply(List<OutputState> wanted) throws IOException {
    for (int tries = 1; tries <= TRIES; tries++) {
      // A mode of its own first, then one that the output lists.
      boolean custom = tries < TRIES;
      try (var heads = new Heads(socket)) {
        if (heads.apply(wanted, custom)) {
          return;
        }
      }
    }
    throw new IOException("the compositor refuses to arrange its outputs");
  }

  @Override
  public Optional<String> create() {
    return Optional.empty();
  }

  @Override
  public void remove(String name) {
    // none was made
  }

  @Override
  public boolean parked(OutputState output) {
    return false;
  }

  @Override
  public Optional<String> focused() {
    return Optional.empty();
  }

  @Override
  public void focus(String name) {
    // the pointer does it
  }

  @Override
  public List<Workspace> workspaces() {
    return List.of();
  }

  @Override
  public void restore(List<Workspace> workspaces) {
    // the compositor moves its windows itself
  }
}
