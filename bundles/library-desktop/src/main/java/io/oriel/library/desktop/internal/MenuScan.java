package io.oriel.library.desktop.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppPicture;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads all desktop files once.
final class MenuScan {
  private static final int MOST_FILES = 3_000;
  private static final int DEEPEST = 4;
  private static final int MOST_REMARKS = 20;
  private static final int LONGEST_TITLE = 100;
  private static final String SUFFIX = ".desktop";

  private final DataFolders folders;
  private final MenuChoice choice;
  private final Programs programs;
  private final String locale;
  private final IconFiles icons;
  private final List<String> remarks = new ArrayList<>();

  /// What was found.
  record Result(List<App> apps, List<String> remarks) {}

  /// @param locale as `LC_MESSAGES` has it
  MenuScan(DataFolders folders, MenuChoice choice, Programs programs, String locale) {
    this.folders = folders;
    this.choice = choice;
    this.programs = programs;
    this.locale = locale;
    icons = new IconFiles(folders);
  }

  Result run() {
    var apps = new ArrayList<App>();
    Map<String, Path> files = files();
    files.forEach((id, file) -> app(id, file).ifPresent(apps::add));
    apps.sort(
        Comparator.comparing((App app) -> app.title().toLowerCase(Locale.ROOT))
            .thenComparing(App::id));
    choice.unknown(files.keySet()).forEach(this::remark);
    return new Result(List.copyOf(apps), List.copyOf(remarks));
  }

  /// By the id of a desktop file: its path with dashes (§2.1). The first folder that has one
  /// counts.
  private Map<String, Path> files() {
    var files = new LinkedHashMap<String, Path>();
    for (Path folder : folders.applications()) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try {
        Files.walkFileTree(
            folder, Set.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new Entries(folder, files));
      } catch (IOException e) {
        remark(folder + " cannot be read: " + e.getMessage());
      }
    }
    return files;
  }

  /// Takes the desktop files below one folder; what cannot be read costs only itself.
  private final class Entries extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Map<String, Path> files;
    private int count;

    Entries(Path folder, Map<String, Path> files) {
      this.folder = folder;
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.toString().endsWith(SUFFIX)) {
        files.putIfAbsent(id(folder, file), file);
        count++;
      }
      return count < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      remark(file + " cannot be read: " + e.getClass().getSimpleName());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path inner, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static String id(Path folder, Path file) {
    String name = folder.relativize(file).toString().replace('/', '-');
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private Optional<App> app(String id, Path file) {
    try {
      DesktopFile entry = DesktopFile.read(file);
      return choice.shows(id, entry, programs)
          ? Optional.of(app(id, file, entry))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      remark(file + " is not listed: " + e.getMessage());
      return Optional.empty();
    }
  }

  private App app(String id, Path file, DesktopFile entry) {
    String title =
        entry
            .localized("Name", locale)
            .filter(name -> !name.isBlank())
            .orElseThrow(() -> new IllegalArgumentException("Name is missing"));
    String exec =
        entry.text("Exec").orElseThrow(() -> new IllegalArgumentException("Exec is missing"));
    String icon = entry.localized("Icon", locale).orElse("");
    var command = new ArrayList<String>();
    if (entry.yes("Terminal")) {
      command.addAll(choice.terminal(programs));
    }
    command.addAll(ExecLine.words(exec, title, icon, file.toString()));
    return new App(
        "desktop:" + id,
        title.substring(0, Math.min(LONGEST_TITLE, title.length())),
        command,
        entry.text("Path").filter(path -> !path.isBlank()).map(Path::of),
        Map.of(),
        icons.find(icon).map(found -> new AppPicture(found, AppPicture.Kind.ICON)),
        true,
        false,
        entry.has("Categories", "game"));
  }

  private void remark(String text) {
    if (remarks.size() < MOST_REMARKS) {
      remarks.add(text);
    }
  }
}
