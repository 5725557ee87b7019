package io.oriel.library.steam.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppPicture;
import io.oriel.lib.programs.CommandLine;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads what Steam has installed, once.
final class SteamScan {
  // Of `StateFlags`: everything is there. Steam writes it with other bits while it updates.
  private static final int INSTALLED = 4;
  private static final int MOST_GAMES = 5_000;
  private static final int MOST_REMARKS = 20;
  private static final int LONGEST_TITLE = 100;

  /// What Steam installs beside games, which nobody can play.
  private static final Pattern TOOL =
      Pattern.compile(
          "(Proton( [0-9].*| Experimental.*| Hotfix.*| EasyAntiCheat.*| BattlEye.*|-.*)?"
              + "|Steam Linux Runtime.*|Steamworks Common Redistributables|SteamVR)");

  private final Path home;
  private final SteamSettings settings;
  private final Programs programs;
  private final List<String> remarks = new ArrayList<>();

  /// What was found.
  record Result(List<App> apps, List<String> remarks) {}

  SteamScan(Path home, SteamSettings settings, Programs programs) {
    this.home = home;
    this.settings = settings;
    this.programs = programs;
  }

  Result run() {
    var apps = new ArrayList<App>();
    List<SteamFolder> steams = steams(home, settings);
    if (!steams.isEmpty()) {
      try {
        list(steams, apps);
      } catch (IllegalArgumentException e) {
        remarks.add("Steam is not listed: command in io.oriel.library.steam: " + e.getMessage());
      }
    }
    return new Result(List.copyOf(apps), remarks.stream().distinct().limit(MOST_REMARKS).toList());
  }

  /// @throws IllegalArgumentException the command of the settings is none
  private void list(List<SteamFolder> steams, List<App> apps) {
    Optional<List<String>> command = command(steams.getFirst());
    if (command.isEmpty()) {
      remarks.add(
          "Steam's folder "
              + steams.getFirst().root()
              + " is there, its program is not: set command in io.oriel.library.steam");
      return;
    }
    if (settings.big_picture()) {
      apps.add(bigPicture(steams.getFirst(), command.get()));
    }
    if (settings.games()) {
      apps.addAll(games(steams, command.get()));
    }
  }

  static List<SteamFolder> steams(Path home, SteamSettings settings) {
    var more =
        Stream.of(settings.folders())
            .flatMap(folders -> Stream.of(folders.split(",")))
            .map(String::strip)
            .filter(folder -> folder.startsWith("/"))
            .map(Path::of)
            .toList();
    return SteamFolder.find(home, more);
  }

  private Optional<List<String>> command(SteamFolder steam) {
    if (!settings.command().isBlank()) {
      return Optional.of(CommandLine.words(settings.command()));
    }
    if (steam.flatpak() && programs.has("flatpak")) {
      return Optional.of(List.of("flatpak", "run", "com.valvesoftware.Steam"));
    }
    return programs.first("steam").map(List::of);
  }

  private App bigPicture(SteamFolder steam, List<String> command) {
    App app =
        App.of("steam:bigpicture", "Steam Big Picture", with(command, "steam://open/bigpicture"));
    return Stream.of(
            Path.of("/usr/share/icons/hicolor/256x256/apps/steam.png"),
            Path.of("/usr/share/pixmaps/steam.png"),
            steam.root().resolve("tenfoot/resource/images/steam_home.png"))
        .filter(Files::isReadable)
        .findFirst()
        .map(file -> app.pictured(new AppPicture(file, AppPicture.Kind.ICON)))
        .orElse(app);
  }

  private static List<String> with(List<String> command, String address) {
    return Stream.concat(command.stream(), Stream.of(address)).toList();
  }

  private List<App> games(List<SteamFolder> steams, List<String> command) {
    Map<String, App> games = new TreeMap<>();
    for (SteamFolder steam : steams) {
      var art = new GameArt(steam.root());
      for (Path library : steam.libraries(remarks)) {
        for (Path manifest : manifests(library)) {
          game(manifest, command, art).ifPresent(app -> games.putIfAbsent(app.id(), app));
        }
      }
    }
    return games.values().stream()
        .sorted(
            Comparator.comparing((App app) -> app.title().toLowerCase(Locale.ROOT))
                .thenComparing(App::id))
        .toList();
  }

  private static List<Path> manifests(Path library) {
    if (!Files.isDirectory(library)) {
      return List.of(); // a disk that is not there now
    }
    try (Stream<Path> files = Files.list(library)) {
      return files
          .filter(file -> file.getFileName().toString().matches("appmanifest_\\d{1,10}\\.acf"))
          .limit(MOST_GAMES)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private Optional<App> game(Path manifest, List<String> command, GameArt art) {
    try {
      Vdf state = Vdf.read(manifest).group("AppState");
      String id = state.text("appid").orElse("");
      String name = state.text("name").orElse("").strip();
      if (!id.matches("\\d{1,10}") || name.isEmpty()) {
        throw new IOException(manifest + " is damaged: appid or name is missing");
      }
      if (!installed(state) || TOOL.matcher(name).matches()) {
        return Optional.empty();
      }
      String title = name.substring(0, Math.min(LONGEST_TITLE, name.length()));
      return Optional.of(
          new App(
              "steam:" + id,
              title,
              with(command, "steam://rungameid/" + id),
              Optional.empty(),
              Map.of(),
              art.find(id),
              true,
              false,
              true));
    } catch (IOException e) {
      remarks.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean installed(Vdf state) {
    try {
      return (Integer.parseInt(state.text("StateFlags").orElse("0")) & INSTALLED) != 0;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  /// What to watch for changes.
  static List<Path> watched(Path home, SteamSettings settings) {
    List<SteamFolder> steams = steams(home, settings);
    if (steams.isEmpty()) {
      return SteamFolder.candidates(home, List.of()).stream()
          .map(root -> root.resolve("steamapps"))
          .toList();
    }
    Set<Path> folders = new java.util.LinkedHashSet<>();
    steams.forEach(steam -> folders.addAll(steam.libraries(new ArrayList<>())));
    return List.copyOf(folders);
  }
}
