package io.oriel.transport.gamestream.internal;

import java.util.List;
import java.util.Optional;

/// What clients can start.
public final class Apps {
  /// An entry of the list.
  ///
  /// @param id positive, the same after every restart, since clients keep it
  /// @param title shown to people, and the application's name for a session
  public record App(int id, String title) {}

  /// The desktop itself.
  public static final App DESKTOP = new App(881_448_767, "Desktop");

  private static final List<App> ALL = List.of(DESKTOP);

  private Apps() {}

  /// All of them; never empty (GS-H-08).
  public static List<App> all() {
    return ALL;
  }

  public static Optional<App> byId(int id) {
    return ALL.stream().filter(app -> app.id() == id).findFirst();
  }

  public static Optional<App> byTitle(String title) {
    return ALL.stream().filter(app -> app.title().equals(title)).findFirst();
  }
}
