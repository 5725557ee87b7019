package io.oriel.library.desktop.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.app.App;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MenuScanTest {
  @TempDir Path home;

  private static MenuSettings settings(Map<String, Object> changed) {
    return (MenuSettings)
        Proxy.newProxyInstance(
            MenuSettings.class.getClassLoader(),
            new Class<?>[] {MenuSettings.class},
            (_, method, _) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  private Map<String, String> variables() {
    return Map.of(
        "HOME", home.toString(), "XDG_DATA_DIRS", home.resolve("system").toString(), "LANG", "C");
  }

  private void put(String path, String... lines) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "[Desktop Entry]\nType=Application\n" + String.join("\n", lines) + "\n");
  }

  private MenuScan.Result scan(Map<String, Object> changed) {
    MenuSettings settings = settings(changed);
    return new MenuScan(
            DataFolders.of(variables(), List.of()),
            MenuChoice.of(settings),
            new Programs("/usr/bin:/bin"),
            "C")
        .run();
  }

  private List<String> ids(Map<String, Object> changed) {
    return scan(changed).apps().stream().map(App::id).toList();
  }

  @Test
  void games_are_listed_and_others_when_they_are_named() throws Exception {
    put("system/applications/chess.desktop", "Name=Chess", "Exec=sh", "Categories=Game;BoardGame;");
    put("system/applications/kde/edit.desktop", "Name=Editor", "Exec=sh", "Categories=Utility;");
    put("system/applications/kodi.desktop", "Name=Kodi", "Exec=sh", "Categories=AudioVideo;TV;");

    assertThat(ids(Map.of())).containsExactly("desktop:chess", "desktop:kodi");
    assertThat(ids(Map.of("entries", new String[] {"kde-edit.desktop, chess"})))
        .containsExactly("desktop:chess", "desktop:kde-edit", "desktop:kodi");
    assertThat(ids(Map.of("categories", new String[] {"*"}))).hasSize(3);
    assertThat(ids(Map.of("categories", new String[] {}))).isEmpty();
  }

  @Test
  void a_folder_that_leads_back_to_itself_costs_no_entry() throws Exception {
    for (String name : List.of("a", "m", "z")) {
      put(
          "system/applications/" + name + ".desktop",
          "Name=" + name,
          "Exec=sh",
          "Categories=Game;");
    }
    Files.createSymbolicLink(
        home.resolve("system/applications/again"), home.resolve("system/applications"));

    assertThat(ids(Map.of())).containsExactly("desktop:a", "desktop:m", "desktop:z");
    assertThat(scan(Map.of()).remarks()).singleElement().asString().contains("again");
  }

  @Test
  void an_entry_at_home_replaces_or_hides_the_systems() throws Exception {
    put("system/applications/a.desktop", "Name=System", "Exec=sh", "Categories=Game;");
    put("system/applications/b.desktop", "Name=Gone", "Exec=sh", "Categories=Game;");
    put(".local/share/applications/a.desktop", "Name=Mine", "Exec=sh", "Categories=Game;");
    put(".local/share/applications/b.desktop", "Hidden=true", "Categories=Game;");

    assertThat(scan(Map.of()).apps()).extracting(App::title).containsExactly("Mine");
  }

  @Test
  void an_entry_says_itself_where_it_is_not_to_be_seen() throws Exception {
    String game = "Categories=Game;";
    put("system/applications/a.desktop", "Name=A", "Exec=sh", game, "NoDisplay=true");
    put("system/applications/b.desktop", "Name=B", "Exec=sh", game, "OnlyShowIn=GNOME;KDE;");
    put("system/applications/c.desktop", "Name=C", "Exec=sh", game, "NotShowIn=sway;");
    put("system/applications/d.desktop", "Name=D", "Exec=sh", game, "TryExec=no-such-program");
    put("system/applications/e.desktop", "Name=E", "Exec=sh", game, "OnlyShowIn=sway;");
    Files.writeString(
        home.resolve("system/applications/f.desktop"),
        "[Desktop Entry]\nType=Link\nName=F\nExec=sh\n" + game);

    assertThat(ids(Map.of())).containsExactly("desktop:e");
    assertThat(ids(Map.of("desktop_name", "KDE"))).containsExactly("desktop:b", "desktop:c");
    assertThat(ids(Map.of("entries", new String[] {"a,d"})))
        .as("named, but not there")
        .containsExactly("desktop:a", "desktop:e");
  }

  @Test
  void what_is_wrong_is_told_and_loses_only_itself() throws Exception {
    put("system/applications/a.desktop", "Name=A", "Exec=\"sh", "Categories=Game;");
    put("system/applications/b.desktop", "Exec=sh", "Categories=Game;");
    put("system/applications/c.desktop", "Name=C", "Exec=sh", "Categories=Game;");

    var result = scan(Map.of("entries", new String[] {"nobody"}));

    assertThat(result.apps()).extracting(App::id).containsExactly("desktop:c");
    assertThat(result.remarks())
        .anyMatch(line -> line.contains("a.desktop") && line.contains("not closed"))
        .anyMatch(line -> line.contains("b.desktop") && line.contains("Name is missing"))
        .contains("entries names nobody, but there is no nobody.desktop")
        .hasSize(3);
  }

  @Test
  void terminal_folder_and_icon_come_with_it() throws Exception {
    put(
        "system/applications/a.desktop",
        "Name=A",
        "Exec=nethack %f",
        "Icon=nethack",
        "Path=/usr/games",
        "Terminal=true",
        "Categories=Game;");
    for (String size : List.of("16x16", "48x48", "256x256")) {
      Path icon = home.resolve("system/icons/hicolor/" + size + "/apps/nethack.png");
      Files.createDirectories(icon.getParent());
      Files.write(icon, new byte[] {1});
    }

    App app = scan(Map.of("terminal", "term -e")).apps().getFirst();

    assertThat(app.command()).containsExactly("term", "-e", "nethack");
    assertThat(app.directory()).contains(Path.of("/usr/games"));
    assertThat(app.picture().orElseThrow().file().toString()).contains("256x256");
    assertThat(app.game()).isTrue();
  }

  @Test
  void shapes_are_preferred_to_small_pictures() throws Exception {
    Path small = home.resolve("system/icons/hicolor/48x48/apps/x.png");
    Path shapes = home.resolve("system/icons/hicolor/scalable/apps/x.svg");
    for (Path file : List.of(small, shapes)) {
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[] {1});
    }
    var icons = new IconFiles(DataFolders.of(variables(), List.of()));

    assertThat(icons.find("x")).contains(shapes);
    assertThat(icons.find("x.png")).contains(shapes);
    assertThat(icons.find(small.toString())).contains(small);
    assertThat(icons.find("../../x")).isEmpty();
    assertThat(icons.find("y")).isEmpty();
  }

  @Test
  void a_program_installed_later_is_listed() throws Exception {
    var told = new Semaphore(0);
    var menu = new DesktopMenu(settings(Map.of()), variables());
    try (var _ = menu.watch(told::release)) {
      assertThat(menu.apps()).isEmpty();
      put(".local/share/applications/a.desktop", "Name=A", "Exec=sh", "Categories=Game;");

      assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(menu.apps()).extracting(App::title).containsExactly("A");
    } finally {
      menu.close();
    }
  }

  @Test
  void everything_on_this_machine_can_be_read() {
    var result =
        new MenuScan(
                DataFolders.of(System.getenv(), List.of()),
                MenuChoice.of(settings(Map.of("categories", new String[] {"*"}))),
                Programs.ofHost(),
                "de_DE.UTF-8")
            .run();

    assertThat(result.apps()).doesNotHaveDuplicates();
    assertThat(result.apps()).allMatch(app -> !app.command().isEmpty());
  }
}
