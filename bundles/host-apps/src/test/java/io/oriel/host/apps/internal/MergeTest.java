package io.oriel.host.apps.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.app.App;
import io.oriel.api.app.AppCatalog.Entry;
import io.oriel.api.app.AppLibrary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MergeTest {
  private static final App DOTA = App.of("steam:570", "Dota 2", List.of("steam"));
  private static final App KODI = App.of("desktop:kodi", "Kodi", List.of("kodi"));

  private static Merge.Result merged(Map<String, Object> settings, AppLibrary... libraries) {
    return Merge.of(List.of(libraries), Fixture.settings(AppSettings.class, settings));
  }

  private static List<String> listed(Merge.Result result) {
    return result.entries().stream().filter(Entry::listed).map(e -> e.app().title()).toList();
  }

  private static String why(Merge.Result result, String id) {
    return result.entries().stream()
        .filter(entry -> entry.app().id().equals(id))
        .map(Entry::why)
        .findFirst()
        .orElse("not there");
  }

  @Test
  void the_desktop_comes_first_and_libraries_follow() {
    var all = merged(Map.of(), Fixture.library("steam", DOTA), Fixture.library("desktop", KODI));

    assertThat(listed(all)).containsExactly("Desktop", "Dota 2", "Kodi");
    assertThat(all.remarks()).isEmpty();
  }

  @Test
  void what_is_hidden_says_by_which_wish() {
    var all =
        merged(
            Map.of("hide", new String[] {"steam:*, KODI"}, "desktop", false),
            Fixture.library("steam", DOTA),
            Fixture.library("desktop", KODI));

    assertThat(why(all, "steam:570")).isEqualTo("hide names steam:*");
    assertThat(why(all, "desktop:kodi")).isEqualTo("hide names KODI");
    assertThat(listed(all)).as("never empty").containsExactly("Desktop");
  }

  @Test
  void titles_are_unique() {
    var again = App.of("desktop:dota", "dota 2", List.of("x"));
    var twin = App.of("steam:571", "Dota 2", List.of("y"));

    var all =
        merged(Map.of(), Fixture.library("steam", DOTA, twin), Fixture.library("menu", again));

    assertThat(listed(all)).containsExactly("Desktop", "Dota 2", "Dota 2 (2)");
    assertThat(why(all, "desktop:dota")).isEqualTo("steam:570 of steam has this title");
  }

  @Test
  @Timeout(10)
  void titles_too_long_for_a_number_are_unique_too() {
    String title = "x".repeat(100);
    var all =
        merged(
            Map.of(),
            Fixture.library(
                "steam",
                App.of("steam:1", title, List.of("x")),
                App.of("steam:2", title, List.of("x")),
                App.of("steam:3", title, List.of("x"))));

    assertThat(listed(all)).doesNotHaveDuplicates().hasSize(4);
    assertThat(listed(all).getLast()).hasSize(100).endsWith("x (3)");
  }

  @Test
  void ids_are_unique() {
    var all = merged(Map.of(), Fixture.library("a", DOTA), Fixture.library("b", DOTA));

    assertThat(listed(all)).containsExactly("Desktop", "Dota 2");
    assertThat(all.remarks()).singleElement().asString().contains("steam:570 of b");
  }

  @Test
  void an_operator_renames_pictures_and_puts_first() {
    var all =
        merged(
            Map.of(
                "titles", new String[] {"steam:570=Defence"},
                "pictures", new String[] {"steam:570=/a/b.png"},
                "first", new String[] {"Kodi", "Defence"}),
            Fixture.library("steam", DOTA),
            Fixture.library("desktop", KODI));

    assertThat(listed(all)).containsExactly("Kodi", "Defence", "Desktop");
    assertThat(all.entries().get(1).app().picture().orElseThrow().file()).hasToString("/a/b.png");
  }

  @Test
  void wishes_that_mean_nothing_are_told() {
    var all =
        merged(
            Map.of("hide", new String[] {"nothing"}, "titles", new String[] {"nobody=Somebody"}));

    assertThat(all.remarks())
        .containsExactly(
            "no library has nothing, which the settings name",
            "no library has what the settings name in nobody=Somebody");
  }
}
