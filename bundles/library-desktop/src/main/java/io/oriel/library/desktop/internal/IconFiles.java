package io.oriel.library.desktop.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds icons for cards: the largest there is, where the Icon Theme Specification asks for the one
/// that fits a size. Applications install theirs into the theme `hicolor`; others are asked after
/// it.
final class IconFiles {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})(x\\d{1,4})?(@2x?)?");
  private static final int ENOUGH_PX = 128;
  private static final int MOST_THEMES = 30;

  /// A folder of one theme that holds icons of applications.
  ///
  /// @param px their size; 0: drawn by shapes, fits every size
  private record Place(Path folder, int px) {}

  private final List<Place> places = new ArrayList<>();
  private final List<Path> loose = new ArrayList<>();

  IconFiles(DataFolders folders) {
    for (Path data : folders.all()) {
      themes(data.resolve("icons")).forEach(this::addTheme);
      loose.add(data.resolve("pixmaps"));
    }
  }

  /// @param icon a name, or a path
  Optional<Path> find(String icon) {
    if (icon.startsWith("/")) {
      return Optional.of(Path.of(icon)).filter(Files::isReadable);
    }
    if (icon.isBlank() || icon.contains("/")) {
      return Optional.empty();
    }
    String name = icon.replaceFirst("\\.(png|svg|xpm)$", "");
    Optional<Path> small = Optional.empty();
    for (Place place : places) { // large ones first, shapes before small ones
      String type = place.px() == 0 ? ".svg" : ".png";
      Path file = place.folder().resolve(name + type);
      if (Files.isReadable(file)) {
        return Optional.of(file);
      }
    }
    for (Path folder : loose) {
      for (String type : List.of(".png", ".svg")) {
        Path file = folder.resolve(name + type);
        if (small.isEmpty() && Files.isReadable(file)) {
          small = Optional.of(file);
        }
      }
    }
    return small;
  }

  private static List<Path> themes(Path icons) {
    if (!Files.isDirectory(icons)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(icons)) {
      return all.filter(Files::isDirectory)
          .sorted(
              Comparator.comparing((Path theme) -> !theme.endsWith("hicolor"))
                  .thenComparing(theme -> theme))
          .limit(MOST_THEMES)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /// Themes are laid out as `size/apps` (hicolor, Adwaita) or `apps/size` (Breeze).
  private void addTheme(Path theme) {
    var found = new ArrayList<Place>();
    try (Stream<Path> sizes = Files.list(theme)) {
      for (Path size : sizes.filter(Files::isDirectory).toList()) {
        add(size, size.resolve("apps"), found);
      }
    } catch (IOException _) {
      return;
    }
    Path apps = theme.resolve("apps");
    if (Files.isDirectory(apps)) {
      try (Stream<Path> sizes = Files.list(apps)) {
        sizes.filter(Files::isDirectory).forEach(size -> add(size, size, found));
      } catch (IOException _) {
        // what was found in the other layout stays
      }
    }
    found.sort(Comparator.comparingInt(IconFiles::rank));
    places.addAll(found);
  }

  private static void add(Path size, Path folder, List<Place> found) {
    String name = "" + size.getFileName();
    Matcher matcher = SIZE.matcher(name);
    if (!Files.isDirectory(folder)) {
      return;
    }
    if (name.equals("scalable")) {
      found.add(new Place(folder, 0));
    } else if (matcher.matches()) {
      found.add(new Place(folder, Math.max(1, Integer.parseInt(matcher.group(1)))));
    }
  }

  private static int rank(Place place) {
    if (place.px() == 0) {
      return 10_000;
    }
    return place.px() >= ENOUGH_PX ? 10_000 - place.px() : 20_000 - place.px();
  }
}
