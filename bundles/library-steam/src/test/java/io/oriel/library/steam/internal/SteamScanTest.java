package io.oriel.library.steam.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.app.App;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteamScanTest {
  @TempDir Path home;
  private Path steam;
  private Path bin;

  @BeforeEach
  void prepare() throws IOException {
    steam = home.resolve(".local/share/Steam");
    bin = Files.createDirectories(home.resolve("bin"));
    program("steam");
    program("flatpak");
  }

  private void program(String name) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static SteamSettings settings(Map<String, Object> changed) {
    return (SteamSettings)
        Proxy.newProxyInstance(
            SteamSettings.class.getClassLoader(),
            new Class<?>[] {SteamSettings.class},
            (_, method, _) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  private SteamScan.Result scan(Map<String, Object> changed) {
    return new SteamScan(home, settings(changed), new Programs(bin.toString())).run();
  }

  private static void game(Path library, String id, String name, int flags) throws IOException {
    Path folder = Files.createDirectories(library.resolve("steamapps"));
    Files.writeString(
        folder.resolve("appmanifest_" + id + ".acf"),
        "\"AppState\" { \"appid\" \"%s\" \"name\" \"%s\" \"StateFlags\" \"%d\" }"
            .formatted(id, name, flags));
  }

  private static Path picture(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {1});
  }

  private static List<String> titles(SteamScan.Result result) {
    return result.apps().stream().map(App::title).toList();
  }

  @Test
  void without_steam_nothing_is_listed_and_nothing_said() {
    assertThat(scan(Map.of()).apps()).isEmpty();
    assertThat(scan(Map.of()).remarks()).isEmpty();
  }

  @Test
  void a_command_that_is_none_is_told() throws Exception {
    game(steam, "570", "Dota 2", 4);

    var result = scan(Map.of("command", "steam 'x"));

    assertThat(result.apps()).isEmpty();
    assertThat(result.remarks())
        .containsExactly(
            "Steam is not listed: command in io.oriel.library.steam: a quote ' is not closed");
  }

  @Test
  void games_of_all_libraries_are_listed_and_tools_are_not() throws Exception {
    Path other = home.resolve("games");
    game(steam, "570", "Dota 2", 4);
    game(steam, "620", "Portal 2", 1026); // being installed
    game(steam, "1493710", "Proton Experimental", 4);
    game(steam, "1628350", "Steam Linux Runtime 3.0 (sniper)", 4);
    game(steam, "228980", "Steamworks Common Redistributables", 4);
    game(other, "400", "Portal", 4 | 2); // an update waits
    game(other, "570", "Dota 2", 4);
    Files.writeString(
        steam.resolve("steamapps/libraryfolders.vdf"),
        "\"libraryfolders\" { \"0\" { \"path\" \""
            + steam
            + "\" } \"1\" { \"path\" \""
            + other
            + "\" } \"2\" { \"path\" \"/nowhere\" } }");

    var result = scan(Map.of());

    assertThat(titles(result)).containsExactly("Steam Big Picture", "Dota 2", "Portal");
    assertThat(result.apps().getFirst().command())
        .containsExactly("steam", "steam://open/bigpicture");
    assertThat(result.apps().getLast().command()).containsExactly("steam", "steam://rungameid/400");
    assertThat(result.apps().getLast().id()).isEqualTo("steam:400");
    assertThat(result.remarks()).isEmpty();
  }

  @Test
  void a_list_of_folders_in_the_old_form_is_read() throws Exception {
    Path other = home.resolve("games");
    Files.createDirectories(steam.resolve("steamapps"));
    game(other, "400", "Portal", 4);
    Files.writeString(
        steam.resolve("steamapps/libraryfolders.vdf"),
        "\"LibraryFolders\" { \"ContentStatsID\" \"123\" \"1\" \"" + other + "\" }");

    assertThat(titles(scan(Map.of("big_picture", false)))).containsExactly("Portal");
  }

  @Test
  void links_to_the_same_folder_count_once() throws Exception {
    game(steam, "570", "Dota 2", 4);
    Files.createDirectories(home.resolve(".steam"));
    Files.createSymbolicLink(home.resolve(".steam/steam"), steam);

    assertThat(SteamScan.steams(home, settings(Map.of()))).hasSize(1);
  }

  @Test
  void flatpak_is_started_by_flatpak_and_an_operators_command_counts_more() throws Exception {
    game(home.resolve(".var/app/com.valvesoftware.Steam/.local/share/Steam"), "570", "Dota 2", 4);

    assertThat(scan(Map.of()).apps().getLast().command())
        .containsExactly("flatpak", "run", "com.valvesoftware.Steam", "steam://rungameid/570");
    assertThat(scan(Map.of("command", "steam -silent")).apps().getLast().command())
        .containsExactly("steam", "-silent", "steam://rungameid/570");
  }

  @Test
  void a_folder_without_the_program_is_told() throws Exception {
    game(steam, "570", "Dota 2", 4);
    Files.delete(bin.resolve("steam"));

    assertThat(scan(Map.of()).apps()).isEmpty();
    assertThat(scan(Map.of()).remarks()).singleElement().asString().contains("set command");
  }

  @Test
  void a_damaged_manifest_loses_only_itself() throws Exception {
    game(steam, "570", "Dota 2", 4);
    Files.writeString(steam.resolve("steamapps/appmanifest_1.acf"), "\"AppState\" { \"appid\"");
    Files.writeString(steam.resolve("steamapps/appmanifest_2.acf"), "");
    Files.writeString(steam.resolve("steamapps/libraryfolders.vdf"), "}");

    var result = scan(Map.of("big_picture", false));

    assertThat(titles(result)).containsExactly("Dota 2");
    assertThat(result.remarks()).hasSize(3);
  }

  @Test
  void pictures_are_found_in_every_layout_and_the_users_own_first() throws Exception {
    var art = new GameArt(steam);
    assertThat(art.find("570")).isEmpty();

    Path cache = steam.resolve("appcache/librarycache");
    Path header = picture(cache.resolve("570/header.jpg"));
    assertThat(art.find("570").orElseThrow().file()).isEqualTo(header);
    Path hashed = picture(cache.resolve("570/0ab1/library_600x900.jpg"));
    assertThat(art.find("570").orElseThrow().file()).isEqualTo(hashed);
    Path old = picture(cache.resolve("570_library_600x900.jpg"));
    assertThat(art.find("570").orElseThrow().file()).isEqualTo(old);
    Path own = picture(steam.resolve("userdata/7/config/grid/570p.png"));
    assertThat(art.find("570").orElseThrow().file()).isEqualTo(own);
  }

  @Test
  void a_game_installed_later_is_listed() throws Exception {
    game(steam, "570", "Dota 2", 4);
    var told = new Semaphore(0);
    var library = new SteamLibrary(settings(Map.of()), home, new Programs(bin.toString()));
    try (var _ = library.watch(told::release)) {
      game(steam, "400", "Portal", 4);

      assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(library.apps()).extracting(App::title).contains("Portal");
    } finally {
      library.close();
    }
  }
}
