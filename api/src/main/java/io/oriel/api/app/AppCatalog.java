package io.oriel.api.app;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/// What clients can start: the entries of all libraries, merged and in order. Any thread.
@ProviderType
public interface AppCatalog {
  /// An application that a library knows.
  ///
  /// @param app its title is the one clients see
  /// @param library which one
  /// @param listed whether clients see it
  /// @param why it is not listed, or what was changed; may be empty
  record Entry(App app, String library, boolean listed, String why) {
    public Entry {
      Objects.requireNonNull(app, "app");
      Objects.requireNonNull(library, "library");
      Objects.requireNonNull(why, "why");
    }
  }

  /// All of them, in the order to show; ids are unique, and titles of those listed. At least one is
  /// listed.
  List<Entry> entries();

  /// What clients see; never empty.
  default List<App> apps() {
    return entries().stream().filter(Entry::listed).map(Entry::app).toList();
  }

  /// An application of any library, also one that is not listed.
  default Optional<App> byId(String id) {
    return entries().stream().map(Entry::app).filter(app -> app.id().equals(id)).findFirst();
  }

  /// What libraries found and cannot list, one sentence each.
  List<String> remarks();

  /// A card for the lists of clients: PNG of 600 by 800 pixels. May take a second.
  ///
  /// @return empty: unknown application, or nothing on this machine can draw its title
  Optional<byte[]> card(String id);

  /// Told after every change; what is told returns soon.
  ///
  /// @return ends the watch
  AutoCloseable watch(Runnable changed);
}
