package io.oriel.host.exchange.internal.files;

import io.oriel.host.exchange.internal.ExchangeSettings;
import io.oriel.host.exchange.internal.Refusal;
import io.oriel.host.exchange.internal.nat.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where uploads go: a folder, and a hidden one in it for those that are not finished.
///
/// Programs of the desktop may write there too. The host, which may be root, therefore looks at
/// nothing in it by a path, and takes only folders that belong to whom the files will belong.
///
/// @param folder for finished files
/// @param partial for unfinished ones
record Place(Owner owner, Directory folder, Directory partial) implements AutoCloseable {
  private static final String PARTIAL = ".oriel-partial";
  private static final int PRIVATE = 0700;

  /// Where it is, by the settings.
  static Path path(ExchangeSettings settings, Owner owner) throws Refusal {
    if (!settings.folder().isBlank()) {
      Path path = Path.of(settings.folder().strip());
      if (!path.isAbsolute() || path.getFileName() == null) {
        throw new Refusal(
            503, "folder", "'folder' in io.oriel.host.exchange has to be an absolute path.");
      }
      return path.normalize();
    }
    return owner.home().resolve("Downloads").resolve("Oriel");
  }

  /// Opens it.
  ///
  /// @param make whether it is made when it is not there
  /// @return empty: it is not there
  static Optional<Place> open(ExchangeSettings settings, Owner owner, boolean make)
      throws IOException, Refusal {
    Path path = path(settings, owner);
    boolean usual = settings.folder().isBlank();
    Optional<Directory> folder = usual ? inHome(owner, path, make) : configured(owner, path, make);
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      check(folder.get(), owner, path);
      Optional<Directory> partial = child(folder.get(), PARTIAL, owner, make);
      if (partial.isPresent()) {
        check(partial.get(), owner, path.resolve(PARTIAL));
        return Optional.of(new Place(owner, folder.get(), partial.get()));
      }
      folder.get().close();
      return Optional.empty();
    } catch (IOException | Refusal e) {
      folder.get().close();
      throw e;
    }
  }

  private static Optional<Directory> inHome(Owner owner, Path path, boolean make)
      throws IOException, Refusal {
    Directory home =
        Directory.open(owner.home())
            .orElseThrow(
                () ->
                    new Refusal(
                        503,
                        "folder",
                        "The user that desktops run as has no home folder for uploads; set 'folder'"
                            + " in io.oriel.host.exchange."));
    try (home) {
      check(home, owner, owner.home());
      Optional<Directory> downloads = child(home, path.getParent().getFileName(), owner, make);
      if (downloads.isEmpty()) {
        return Optional.empty();
      }
      try (var parent = downloads.get()) {
        check(parent, owner, path.getParent());
        return child(parent, path.getFileName(), owner, make);
      }
    }
  }

  private static Optional<Directory> configured(Owner owner, Path path, boolean make)
      throws IOException, Refusal {
    if (Files.isDirectory(path)) {
      return Directory.open(path.toRealPath());
    }
    if (!make) {
      return Optional.empty();
    }
    Directory parent =
        Directory.open(path.getParent().toRealPath())
            .orElseThrow(() -> new Refusal(503, "folder", path.getParent() + " is not there."));
    try (parent) {
      return child(parent, path.getFileName(), owner, true);
    }
  }

  private static Optional<Directory> child(Directory parent, Object name, Owner owner, boolean make)
      throws IOException {
    Optional<Directory> there = parent.open(name.toString());
    if (there.isPresent() || !make) {
      return there;
    }
    Directory made = parent.make(name.toString(), PRIVATE);
    try {
      // one with something in it was put there by somebody else meanwhile
      if (owner.dropped() && made.owner() == 0 && made.empty()) {
        made.own(owner.uid(), owner.gid());
      }
      return Optional.of(made);
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private static void check(Directory directory, Owner owner, Path path)
      throws IOException, Refusal {
    int is = directory.owner();
    if (owner.dropped() && is != owner.uid()) {
      throw new Refusal(
          503,
          "folder",
          "The folder "
              + path
              + " belongs to user "
              + is
              + ", uploads to "
              + owner.uid()
              + ": give it to that user, or set another in io.oriel.host.exchange.");
    }
  }

  @Override
  public void close() {
    partial.close();
    folder.close();
  }
}
