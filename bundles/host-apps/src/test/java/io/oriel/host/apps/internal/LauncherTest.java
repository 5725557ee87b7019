package io.oriel.host.apps.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.oriel.api.app.App;
import io.oriel.api.app.AppException;
import io.oriel.api.app.AppExit;
import io.oriel.api.app.RunningApp;
import io.oriel.lib.programs.MarkedProcesses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir Path folder;
  private final Catalog catalog = new Catalog();
  private Launcher launcher;

  @BeforeEach
  void start() {
    System.setProperty("oriel.logs", folder.toString());
    catalog.activate(Fixture.settings(AppSettings.class, Map.of()));
    launcher =
        new Launcher(Fixture.settings(AppSettings.class, Map.of("start_watch_ms", 400)), catalog);
  }

  @AfterEach
  void stop() {
    launcher.close();
    System.clearProperty("oriel.logs");
  }

  private RunningApp launch(App app) throws AppException {
    catalog.bindLibrary(Fixture.library("test", app), Map.of());
    return launcher.launch(app.id(), new BareDisplay(folder));
  }

  private RunningApp shell(String script) throws AppException {
    return launch(App.of("test:a", "An app", List.of("sh", "-c", script)));
  }

  private static AppExit exit(RunningApp app) throws Exception {
    var exit = new CompletableFuture<AppExit>();
    app.whenEnded(exit::complete);
    return exit.get(10, TimeUnit.SECONDS);
  }

  private List<ProcessHandle> left(int run) {
    return new MarkedProcesses(Launcher.MARK, "bare-" + run).alive();
  }

  @Test
  void it_runs_with_the_displays_variables_and_nothing_of_the_hosts() throws Exception {
    var app =
        new App(
            "test:a",
            "An app",
            List.of("sh", "-c", "env > env.txt; pwd >> env.txt; exec sleep 100"),
            Optional.of(folder),
            Map.of("OWN", "yes"),
            Optional.empty(),
            true,
            false,
            false);
    try (var running = launch(app)) {
      assertThat(running.running()).isTrue();
      String seen = Files.readString(folder.resolve("env.txt"));
      assertThat(seen.lines())
          .contains("WAYLAND_DISPLAY=wayland-9", "OWN=yes", "ORIEL_RUN=bare-1", folder.toString())
          .noneMatch(line -> line.startsWith("JAVA_HOME=") || line.startsWith("MAVEN"));
    }
    assertThat(left(1)).isEmpty();
  }

  @Test
  void closing_ends_children_that_left_it() throws Exception {
    var running = shell("(setsid sleep 100 &); sleep 100 & wait");
    assertThat(left(1)).hasSize(3);

    running.close();

    assertThat(left(1)).isEmpty();
    assertThat(exit(running).how()).isEqualTo(AppExit.How.CLOSED);
  }

  @Test
  void a_program_that_is_not_there_is_refused_by_name() {
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(() -> launch(App.of("test:a", "An app", List.of("no-such-program", "-x"))))
        .withMessage(
            "An app cannot be started: there is no program no-such-program on the host that could"
                + " be run");
  }

  @Test
  void one_that_fails_at_once_is_refused_with_its_last_words() {
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(() -> shell("echo starting; echo no such core >&2; exit 3"))
        .withMessageMatching(
            "An app failed 0.\\d s after its start, with status 3; it said: starting . no such"
                + " core");
  }

  @Test
  void one_that_fails_a_little_later_says_so() throws Exception {
    var running = shell("sleep 0.8; echo too late; exit 9");

    var exit = exit(running);

    assertThat(exit.how()).isEqualTo(AppExit.How.FAILED_AT_ONCE);
    assertThat(exit.status()).isEqualTo(9);
    assertThat(exit.detail()).contains("too late");
  }

  @Test
  void one_that_leaves_a_child_and_ends_lives_as_long_as_the_child() throws Exception {
    var running = shell("(setsid sleep 1.5 &); exit 0");
    assertThat(running.running()).isTrue();

    assertThat(exit(running).how()).isEqualTo(AppExit.How.ENDED);
  }

  @Test
  void one_that_ends_at_once_without_an_error_handed_over() throws Exception {
    assertThat(exit(shell("true")).how()).isEqualTo(AppExit.How.HANDED_OVER);
  }

  @Test
  void its_log_does_not_grow_without_end() throws Exception {
    launcher.modified(
        Fixture.settings(AppSettings.class, Map.of("start_watch_ms", 0, "log_kib", 64)));
    try (var running = shell("while :; do head -c 20000 /dev/zero; sleep 0.05; done")) {
      Path log = folder.resolve("app-bare-1.log");
      boolean cut = false;
      for (int look = 0; look < 100 && !cut; look++) {
        assertThat(running.running()).isTrue();
        TimeUnit.MILLISECONDS.sleep(50);
        cut =
            Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1)
                .startsWith("\u00e2");
      }
      assertThat(cut).isTrue();
    }
  }

  @Test
  void a_relative_program_is_looked_for_where_it_starts() throws Exception {
    Path script = Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\nexec sleep 100\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    try (var running = launch(App.of("test:a", "An app", List.of("./run.sh")))) {
      assertThat(running.running()).isTrue();
    }
  }

  @Test
  void an_application_without_a_program_or_without_its_folder_is_refused() {
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(() -> launch(App.of("test:a", "An app", List.of())))
        .withMessage("An app has no program to start");
    var lost =
        new App(
            "test:b",
            "Lost",
            List.of("sh"),
            Optional.of(Path.of("/no/such/folder")),
            Map.of(),
            Optional.empty(),
            true,
            false,
            false);
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(() -> launch(lost))
        .withMessage("Lost cannot be started: there is no folder /no/such/folder on the host");
  }

  @Test
  void an_unknown_application_is_refused() {
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(() -> launcher.launch("test:b", new BareDisplay(folder)))
        .withMessage("The host has no application test:b");
  }
}
