package io.oriel.api.app;

import java.nio.file.Path;
import java.util.Objects;

/// A picture of an application on this machine.
///
/// @param file PNG, JPEG or, where something is installed that draws it, SVG
/// @param kind how it is shown
public record AppPicture(Path file, Kind kind) {
  /// What a picture is made for.
  public enum Kind {
    /// Made for a list of pictures: fills the card, what is too much is cut off.
    COVER,
    /// Put on a card with the title.
    ICON
  }

  public AppPicture {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(kind, "kind");
  }
}
