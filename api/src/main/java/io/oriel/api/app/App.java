package io.oriel.api.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Something a client may start on a display of its own.
///
/// @param id the same after every restart, since clients keep what is derived from it; by custom
///     the library, a colon and the library's own name: `steam:570`; 1 … 200 characters
/// @param title shown to people; 1 … 100 characters
/// @param command program and arguments, no shell in between; empty for the desktop itself
/// @param directory where it starts; empty: at home
/// @param environment variables besides those of the display
/// @param picture for the lists of clients
/// @param endsSession the session ends when the application does
/// @param waitsForAll it has ended when all processes that came of it have, not with the first one
/// @param game clients may treat pointer and pads differently
public record App(
    String id,
    String title,
    List<String> command,
    Optional<Path> directory,
    Map<String, String> environment,
    Optional<AppPicture> picture,
    boolean endsSession,
    boolean waitsForAll,
    boolean game) {
  /// Id of the desktop itself, which every host has.
  public static final String DESKTOP = "Desktop";

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_TITLE = 100;

  public App {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(picture, "picture");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException("an application's id of " + id.length() + " characters");
    }
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw new IllegalArgumentException("a title of " + title.length() + " characters");
    }
  }

  /// A program that ends its session when it ends.
  public static App of(String id, String title, List<String> command) {
    return new App(
        id, title, command, Optional.empty(), Map.of(), Optional.empty(), true, false, false);
  }

  /// The same under another title.
  public App titled(String other) {
    return new App(
        id, other, command, directory, environment, picture, endsSession, waitsForAll, game);
  }

  /// The same with a picture.
  public App pictured(AppPicture other) {
    return new App(
        id,
        title,
        command,
        directory,
        environment,
        Optional.of(other),
        endsSession,
        waitsForAll,
        game);
  }
}
