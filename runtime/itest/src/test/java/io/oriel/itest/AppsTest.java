package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.client.gamestream.AppEntry;
import io.oriel.client.gamestream.GameStream;
import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AppsTest {
  private static final String ENTRY = "io.oriel.host.apps.entry-";
  private static final StreamOptions HD = StreamOptions.of(1280, 720, 30);
  private static final int GRACEFUL = 0;

  private static Path folder;
  private static RunningHost host;
  private static GameStreamHost client;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/foot")), "foot is not installed: apt install foot");
    folder = Files.createTempDirectory("oriel-apps");
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    var settings = new HashMap<>(RunningHost.QUIET);
    settings.put("io.oriel.host.display.config", "keep.alive.seconds=L\"60\"\n");
    String wait = "while [ ! -e " + folder + "/stop ]; do sleep 0.1; done";
    settings.put(ENTRY + "term.cfg", entry("Terminal", "foot sh -c '" + wait + "'"));
    settings.put(
        ENTRY + "family.cfg", entry("Family", "foot sh -c '(setsid sleep 600 &) ; " + wait + "'"));
    settings.put(ENTRY + "broken.cfg", entry("Broken", "sh -c 'echo no such core; exit 7'"));
    settings.put(ENTRY + "late.cfg", entry("Late", "sh -c 'sleep 1.5; echo out of luck; exit 5'"));
    settings.put(ENTRY + "missing.cfg", entry("Missing", "no-such-program --now"));
    settings.put(ENTRY + "unsaid.cfg", "title = Unsaid\ncomand = foot\n");
    settings.put(
        "io.oriel.library.desktop.config", "folders=[\"" + folder.resolve("data") + "\"]\n");
    Path menu = Files.createDirectories(folder.resolve("data/applications"));
    Files.writeString(
        menu.resolve("chess.desktop"),
        "[Desktop Entry]\nType=Application\nName=Chess\nCategories=Game;\n"
            + "Exec=foot --app-id=%c %F sleep 600\n");
    host = Stages.host(settings);
    client = host.paired();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
    if (folder != null) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @AfterEach
  void nothing_is_left() throws Exception {
    Files.deleteIfExists(folder.resolve("stop"));
    if (client != null) {
      client.quit();
      assertThat(host.desktops(0)).isEmpty();
    }
  }

  private static String entry(String title, String command) {
    return "title = " + title + "\ncommand = " + command + "\n";
  }

  private static GameStream stream(String app, PictureCheck check) throws Exception {
    return client.stream(app, HD, check);
  }

  private static PictureCheck look() {
    return new PictureCheck(1280, 720, 8);
  }

  /// Ends the application once it is too old to be taken for one that only starts another.
  private static void stopWhenOld(JsonObject window) throws Exception {
    var program = ProcessHandle.of(window.get("pid").getAsInt()).orElseThrow();
    Instant old = program.info().startInstant().orElseThrow().plusSeconds(5);
    assertThat(Await.until(Stages.PATIENCE, () -> Instant.now().isAfter(old))).isTrue();
    Files.createFile(folder.resolve("stop"));
  }

  /// The window of the application, as sway tells it.
  private static JsonObject awaitWindow(Desktop desktop) throws Exception {
    var found = new ArrayList<JsonObject>();
    Await.until(
        Stages.PATIENCE,
        () -> {
          found.clear();
          find(tree(desktop), found);
          return !found.isEmpty();
        });
    assertThat(found).as("windows on " + desktop).hasSize(1);
    return found.getFirst();
  }

  private static JsonElement tree(Desktop desktop) throws Exception {
    String control = Path.of(desktop.socket()).resolveSibling("sway.sock").toString();
    var swaymsg = new ProcessBuilder("swaymsg", "-r", "-s", control, "-t", "get_tree").start();
    byte[] answer = swaymsg.getInputStream().readAllBytes();
    return JsonParser.parseString(new String(answer, StandardCharsets.UTF_8));
  }

  private static void find(JsonElement node, List<JsonObject> windows) {
    if (!node.isJsonObject()) {
      return;
    }
    var object = node.getAsJsonObject();
    if (object.has("app_id") && !object.get("app_id").isJsonNull()) {
      windows.add(object);
    }
    for (String children : List.of("nodes", "floating_nodes")) {
      if (object.has(children)) {
        object.getAsJsonArray(children).forEach(child -> find(child, windows));
      }
    }
  }

  @Test
  void the_list_has_the_entries_that_are_right_and_says_what_is_wrong_with_others()
      throws Exception {
    assertThat(client.apps())
        .extracting(AppEntry::title)
        .contains("Desktop", "Broken", "Chess", "Late", "Missing", "Terminal")
        .doesNotContain("Unsaid");
    for (AppEntry app : client.apps()) {
      assertThat(app.id()).isPositive();
      assertThat(client.boxArt(app.id())).as(app.title()).startsWith(0x89, 'P', 'N', 'G');
    }

    assertThat(host.shell().run("oriel:apps"))
        .contains("* custom:term")
        .contains("etc/" + ENTRY + "unsaid.cfg");
    assertThat(host.process().log())
        .contains("etc/" + ENTRY + "unsaid.cfg is refused: the key comand is unknown");
  }

  @Test
  void a_new_file_is_a_new_entry_and_a_deleted_one_is_gone() throws Exception {
    Path file = host.process().data().resolve("etc").resolve(ENTRY + "new.cfg");
    Files.writeString(file, entry("Brand new", "foot"));
    assertThat(Await.until(Stages.PATIENCE, () -> titles().contains("Brand new"))).isTrue();

    Files.delete(file);

    assertThat(Await.until(Stages.PATIENCE, () -> !titles().contains("Brand new"))).isTrue();
  }

  private static List<String> titles() throws Exception {
    return client.apps().stream().map(AppEntry::title).toList();
  }

  @Test
  void an_application_fills_the_display_and_its_end_is_the_sessions() throws Exception {
    var check = look();
    try (var stream = stream("Terminal", check)) {
      Desktop desktop = host.desktops(1).getFirst();
      var window = awaitWindow(desktop);
      assertThat(window.getAsJsonObject("rect").get("width").getAsInt()).isEqualTo(1280);
      assertThat(window.getAsJsonObject("rect").get("height").getAsInt()).isEqualTo(720);
      assertThat(window.getAsJsonObject("window_rect").get("height").getAsInt()).isEqualTo(720);
      assertThat(client.info().currentGame()).isEqualTo(id("Terminal"));

      stopWhenOld(window);

      assertThat(stream.ended().get(20, TimeUnit.SECONDS)).isEqualTo(GRACEFUL);
      assertThat(host.desktops(0)).isEmpty();
      assertThat(Desktop.processes(List.of(desktop.id()))).isEmpty();
      assertThat(client.info().busy()).isFalse();
      assertThat(host.process().log()).contains("APP_ENDED");
    }
  }

  @Test
  void an_installed_program_is_started_by_its_desktop_file() throws Exception {
    try (var _ = stream("Chess", look())) {
      var window = awaitWindow(host.desktops(1).getFirst());

      assertThat(window.get("app_id").getAsString()).isEqualTo("Chess");
    }
  }

  @Test
  void a_client_that_comes_back_finds_the_same_program_and_quitting_ends_all_of_it()
      throws Exception {
    Desktop desktop;
    int pid;
    var first = stream("Family", look());
    desktop = host.desktops(1).getFirst();
    pid = awaitWindow(desktop).get("pid").getAsInt();
    first.vanish();

    try (var _ = stream("Family", look())) {
      assertThat(host.desktops(1)).containsExactly(desktop);
      assertThat(awaitWindow(desktop).get("pid").getAsInt()).isEqualTo(pid);
      assertThat(Desktop.processes(List.of(desktop.id())).size()).isGreaterThan(3);
    }
    assertThat(client.info().currentGame()).isEqualTo(id("Family"));

    client.quit();

    assertThat(Desktop.processes(List.of(desktop.id()))).isEmpty();
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  @Test
  void an_application_that_ends_while_nobody_looks_leaves_a_free_host() throws Exception {
    JsonObject window;
    try (var _ = stream("Terminal", look())) {
      window = awaitWindow(host.desktops(1).getFirst());
    }
    assertThat(client.info().busy()).isTrue();

    stopWhenOld(window);

    assertThat(Await.until(Stages.PATIENCE, () -> !client.info().busy())).isTrue();
    assertThat(host.desktops(0)).isEmpty();
  }

  @Test
  void one_that_fails_at_once_is_refused_in_its_own_words() throws Exception {
    assertThatExceptionOfType(GameStreamException.class)
        .isThrownBy(() -> stream("Broken", look()))
        .withMessageContaining("Broken failed")
        .withMessageContaining("status 7; it said: no such core");
    assertThat(client.info().busy()).isFalse();

    assertThatExceptionOfType(GameStreamException.class)
        .isThrownBy(() -> stream("Missing", look()))
        .withMessageContaining("there is no program no-such-program");
  }

  @Test
  void one_that_fails_a_moment_later_ends_its_session_with_the_reason() throws Exception {
    var check = look();
    try (var stream = stream("Late", check)) {
      assertThat(stream.ended().get(20, TimeUnit.SECONDS)).isNotEqualTo(GRACEFUL);
    }
    assertThat(Await.until(Stages.PATIENCE, () -> !client.info().busy())).isTrue();
    assertThat(host.process().log()).contains("APP_FAILED").contains("out of luck");
  }

  @Test
  void starting_and_quitting_again_and_again_leaves_nothing() throws Exception {
    var desktops = new ArrayList<String>();
    for (int round = 0; round < 8; round++) {
      var stream = stream("Family", look());
      desktops.add(host.desktops(1).getFirst().id());
      client.quit();
      stream.close();
    }
    assertThat(Desktop.processes(desktops)).isEmpty();
    assertThat(host.desktops(0)).isEmpty();
  }

  @Test
  void an_unknown_application_is_refused() throws Exception {
    assertThatExceptionOfType(GameStreamException.class)
        .isThrownBy(() -> client.launchOnly(12345, HD))
        .withMessageContaining("no such application");
  }

  private static int id(String title) throws Exception {
    return client.apps().stream()
        .filter(app -> app.title().equals(title))
        .findFirst()
        .orElseThrow()
        .id();
  }
}
