package io.oriel.vdisplay.wlroots.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputTarget;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.desktop.DisplayLog;
import io.oriel.lib.desktop.DisplayProcesses;
import io.oriel.lib.programs.ProgramLog;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every test starts a real headless sway.
class RealSwayTest {
  @TempDir Path folder;
  private Path run;
  private final Fixture.Health health = new Fixture.Health();
  private WlrootsDisplays displays;

  @BeforeEach
  void prepare() throws IOException {
    Assumptions.assumeTrue(Programs.ofHost().has("sway"), "sway is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    run = Files.createDirectory(folder.resolve("run"));
    System.setProperty("oriel.run", run.toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
    displays = new WlrootsDisplays(Fixture.settings(Map.of()));
  }

  @AfterEach
  void close() {
    if (displays != null) {
      displays.close();
    }
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }

  @Test
  void a_display_has_exactly_the_size_asked_for_and_a_rate_with_headroom() throws Exception {
    try (VirtualDisplay display = open(1366, 768)) {
      DisplayRequest actual = display.actual();

      assertThat(actual.widthPx()).isEqualTo(1366);
      assertThat(actual.heightPx()).isEqualTo(768);
      assertThat(actual.refreshMilliHz()).isEqualTo(150_000);
      var target = (CaptureTarget.WaylandOutput) display.captureTarget();
      assertThat(Path.of(target.socket())).isAbsolute().exists();
      assertThat(target.output()).isEqualTo("HEADLESS-1");
      assertThat(display.inputTargets())
          .containsExactly(new InputTarget.WaylandSeat(target.socket(), "seat0", "HEADLESS-1"));
      assertThat(display.environment()).containsKeys("WAYLAND_DISPLAY", "XDG_RUNTIME_DIR");
      Path runtime = Path.of(display.environment().get("XDG_RUNTIME_DIR"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime)))
          .isEqualTo("rwx------");
      Path log = folder.resolve("logs").resolve("display-" + display.id() + ".log");
      assertThat(new DisplayLog(new ProgramLog(log)).configurationErrors()).isEmpty();
    }
  }

  @Test
  void a_mode_changes_live_and_programs_stay() throws Exception {
    try (VirtualDisplay display = open(1280, 720)) {
      List<Long> before = pids(display);

      display.reconfigure(DisplayRequest.of("test", 1920, 1080, 30_000));

      assertThat(display.actual().widthPx()).isEqualTo(1920);
      assertThat(display.actual().heightPx()).isEqualTo(1080);
      assertThat(display.actual().refreshMilliHz()).isEqualTo(75_000);
      assertThat(display.region().width()).isEqualTo(1920);
      assertThat(pids(display)).contains(before.getFirst());
    }
  }

  @Test
  void two_displays_of_different_sizes_live_apart_and_one_dies_alone() throws Exception {
    var second = new Fixture.Health();
    try (VirtualDisplay one = open(800, 600);
        VirtualDisplay other =
            displays.open(DisplayRequest.of("test", 1024, 768, 60_000), Map.of(), second)) {
      assertThat(one.actual().widthPx()).isEqualTo(800);
      assertThat(other.actual().widthPx()).isEqualTo(1024);

      sway(one).destroyForcibly();

      BackendException lost = health.lost.get(5, TimeUnit.SECONDS);
      assertThat(lost.kind()).isEqualTo(BackendException.Kind.DEVICE_LOST);
      assertThat(lost).hasMessageContaining("137");
      assertThat(second.lost).isNotDone();
      other.reconfigure(DisplayRequest.of("test", 640, 480, 60_000));
      assertThat(other.actual().widthPx()).isEqualTo(640);
    }
  }

  @Test
  void ten_rounds_leave_no_process_descriptor_thread_or_directory() throws Exception {
    open(640, 480).close(); // loads classes, starts the pool of threads that reap processes
    long descriptors = descriptors();
    long threads = threads();
    var millis = new ArrayList<Long>();
    var gone = new ArrayList<Long>();

    for (int round = 0; round < 10; round++) {
      long start = System.nanoTime();
      VirtualDisplay display = open(1280, 720);
      millis.add((System.nanoTime() - start) / 1_000_000);
      start = System.nanoTime();
      display.close();
      gone.add((System.nanoTime() - start) / 1_000_000);
      assertThat(DisplayProcesses.of(display.id()).alive()).isEmpty();
    }

    System.out.println("milliseconds to open a display " + millis + ", to close it " + gone);
    assertThat(run).isEmptyDirectory();
    assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
    assertThat(threads()).isLessThanOrEqualTo(threads);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(health.lost).isNotDone();
  }

  @Test
  void a_program_in_a_session_of_its_own_ends_with_the_display() throws Exception {
    displays =
        new WlrootsDisplays(
            Fixture.settings(
                Map.of("startup", new String[] {"setsid -f sh -c 'trap \"\" TERM; sleep 1000'"})));
    VirtualDisplay display = open(640, 480);
    var marked = DisplayProcesses.of(display.id());

    display.close();
    display.close();

    assertThat(marked.alive()).isEmpty();
  }

  @Test
  void each_display_has_a_session_bus_of_its_own() throws Exception {
    Assumptions.assumeTrue(Programs.ofHost().has("dbus-daemon"), "dbus-daemon is not installed");
    try (VirtualDisplay one = open(640, 480);
        VirtualDisplay other = open(640, 480)) {
      for (VirtualDisplay display : List.of(one, other)) {
        String socket = display.environment().get("XDG_RUNTIME_DIR") + "/bus";
        assertThat(display.environment())
            .containsEntry("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket);
        assertThat(Path.of(socket)).exists();
        assertThat(DisplayProcesses.of(display.id()).alive())
            .anyMatch(process -> process.info().command().orElse("").endsWith("dbus-daemon"));
      }
    }
  }

  @Test
  void a_display_shares_the_hosts_session_bus_where_that_is_wished() throws Exception {
    displays = new WlrootsDisplays(Fixture.settings(Map.of("own_bus", false)));

    try (VirtualDisplay display = open(640, 480)) {
      assertThat(Path.of(display.environment().get("XDG_RUNTIME_DIR"), "bus")).doesNotExist();
    }
  }

  @Test
  void sway_alone_is_enough_for_a_display() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Programs few = Fixture.only(bin, "sway", "setpriv", "setsid", "sh", "mv");
    displays = new WlrootsDisplays(Fixture.settings(Map.of()), few, Map.of());

    try (VirtualDisplay display = open(640, 480)) {
      assertThat(display.actual().heightPx()).isEqualTo(480);
    }
  }

  @Test
  void an_include_sway_does_not_understand_is_named() throws Exception {
    Path include = folder.resolve("mine.conf");
    Files.writeString(include, "nonsense indeed\n");
    displays = new WlrootsDisplays(Fixture.settings(Map.of("include", include.toString())));

    assertThatThrownBy(() -> open(640, 480))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("mine.conf")
        .hasMessageContaining("nonsense");
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void a_sway_that_ends_at_once_is_quoted_and_leaves_nothing() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Programs host = Programs.ofHost();
    Path broken = bin.resolve("sway");
    Files.writeString(broken, "#!/bin/sh\necho the moon is too far away\nexit 3\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    displays =
        new WlrootsDisplays(
            Fixture.settings(Map.of()), new Programs(bin + ":" + host.path()), Map.of());

    assertThatThrownBy(() -> open(640, 480))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("the moon is too far away");
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void an_interrupt_ends_the_start_and_leaves_nothing() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> open(640, 480))
        .isInstanceOfSatisfying(
            BackendException.class,
            e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.FAILED));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void a_killed_host_takes_its_displays_along() throws Exception {
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Doriel.run=" + run,
                "-Doriel.logs=" + folder.resolve("logs"),
                "-cp",
                System.getProperty("java.class.path"),
                HostToKill.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String id = new java.io.BufferedReader(host.inputReader()).readLine();
    var marked = DisplayProcesses.of(id);
    List<ProcessHandle> children = marked.alive();
    assertThat(children).isNotEmpty();

    host.destroyForcibly().waitFor();

    // The guard removes the directory when all processes are gone.
    try (var events = run.getFileSystem().newWatchService()) {
      run.register(events, StandardWatchEventKinds.ENTRY_DELETE);
      if (Files.exists(run.resolve(id))) {
        assertThat(events.poll(5, TimeUnit.SECONDS)).as("directory gone within 5 s").isNotNull();
      }
    }
    assertThat(marked.alive()).isEmpty();
    assertThat(run).isEmptyDirectory();
  }

  private VirtualDisplay open(int widthPx, int heightPx) throws BackendException {
    return displays.open(DisplayRequest.of("test", widthPx, heightPx, 60_000), Map.of(), health);
  }

  private static ProcessHandle sway(VirtualDisplay display) {
    return DisplayProcesses.of(display.id()).alive().stream()
        .filter(p -> p.info().command().orElse("").endsWith("/sway"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> pids(VirtualDisplay display) {
    return List.of(sway(display).pid());
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /// Without those the JDK parks for a minute to wait for the next process.
  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> !t.getName().startsWith("process reaper"))
        .filter(t -> !t.getName().startsWith("ForkJoinPool"))
        .count();
  }
}
