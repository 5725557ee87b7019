package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import io.oriel.lib.programs.FolderWatch;
import io.oriel.lib.programs.Programs;
import io.oriel.media.wayland.protocol.ZkdeScreencastUnstableV1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/// Looks for KWin: installed, running as the host's own user, and what it gives the host.
@Component(configurationPid = "io.oriel.vdisplay.kwin")
public final class KwinProbe implements Probe {
  /// Where `kwin_wayland` is installed.
  static final String PATH = "kwin.path";

  /// Version of that program.
  static final String VERSION = "kwin.version";

  /// Where `plasmashell` is installed.
  static final String SHELL = "kwin.shell";

  /// Wayland socket of the KWin that runs as the host's user.
  static final String SOCKET = "kwin.running";

  /// Version of `zkde_screencast_unstable_v1` that it gives the host.
  static final String SCREENCAST = "kwin.screencast";

  /// Version of the running KWin.
  static final String RUNNING_VERSION = "kwin.running.version";

  /// What the running KWin shows its monitors with: `DrmBackend`, `VirtualBackend` …
  static final String BACKEND = "kwin.running.backend";

  /// What the running KWin draws with: `OpenGL`, `QPainter`.
  static final String COMPOSITING = "kwin.running.compositing";

  /// `yes`: the running KWin has a libei server.
  static final String EIS = "kwin.eis";

  /// Why the running KWin cannot be used, with the remedy.
  static final String PROBLEM = "kwin.problem";

  private static final List<String> OF_RUNNING =
      List.of(RUNNING_VERSION, BACKEND, COMPOSITING, EIS, SCREENCAST, PROBLEM);
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Programs programs;
  private final Supplier<Optional<Path>> running;
  private final Launcher launcher;
  private volatile Settings settings;
  private volatile FolderWatch watch;
  private ProbeSink sink; // under this
  private String asked = ""; // the running KWin that has told all, under this

  @Activate
  public KwinProbe(Settings settings) {
    this(settings, Programs.ofHost(), RunningKwin::find, Launcher.in(Launcher.dataHome()));
  }

  /// @param running finds the socket of the running KWin
  KwinProbe(
      Settings settings, Programs programs, Supplier<Optional<Path>> running, Launcher launcher) {
    this.settings = settings;
    this.programs = programs;
    this.running = running;
    this.launcher = launcher;
  }

  @Modified
  void modified(Settings changed) {
    settings = changed;
    look();
  }

  @Override
  public void start(ProbeSink to) throws IOException {
    synchronized (this) {
      sink = to;
    }
    look();
    List<Path> folders =
        Stream.concat(
                Stream.of(programs.path().split(":")).filter(p -> p.startsWith("/")).map(Path::of),
                RunningKwin.runtimeDirectory().stream())
            .toList();
    watch = FolderWatch.start("oriel-kwin-probe", () -> folders, this::look);
  }

  private synchronized void look() {
    if (sink == null) {
      return;
    }
    Optional<KwinProgram> program = KwinProgram.find(programs);
    sink.fact(PATH, program.map(p -> p.path().toString()).orElse(null));
    sink.fact(VERSION, program.map(KwinProgram::version).filter(v -> !v.isEmpty()).orElse(null));
    sink.fact(SHELL, programs.find("plasmashell").map(Path::toString).orElse(null));
    Settings now = settings;
    Optional<Path> socket = now.desktop().equals("own") ? Optional.empty() : running.get();
    if (socket.isEmpty()) {
      asked = "";
      sink.fact(SOCKET, null);
      OF_RUNNING.forEach(fact -> sink.fact(fact, null));
      return;
    }
    String who = who(socket.get(), now);
    if (!who.equals(asked)) { // asking takes a while, and what it told stays true meanwhile
      var told = new HashMap<String, String>();
      asked = ask(socket.get(), now, told) ? who : "";
      OF_RUNNING.forEach(fact -> sink.fact(fact, told.get(fact)));
      sink.fact(SOCKET, socket.get().toString());
    }
  }

  /// Tells one running KWin, and how it is asked, from another.
  private static String who(Path socket, Settings now) {
    try {
      var attributes = Files.readAttributes(socket, BasicFileAttributes.class);
      return socket
          + " "
          + attributes.fileKey()
          + " "
          + attributes.lastModifiedTime()
          + now.grant();
    } catch (IOException e) {
      return ""; // it is about to go
    }
  }

  /// @param told gets the facts
  /// @return whether that is all there is to know
  private boolean ask(Path socket, Settings now, Map<String, String> told) {
    boolean answered = true;
    try (KwinBus bus = KwinBus.open(socket).orElse(null)) {
      if (bus != null) {
        KwinBus.Told says = bus.ask();
        answered = !says.version().isEmpty();
        known(told, RUNNING_VERSION, says.version());
        known(told, BACKEND, says.backend());
        known(told, COMPOSITING, says.compositing());
        known(told, EIS, says.eis() ? "yes" : "");
      }
    }
    var door = new KwinDoor(socket.toString(), launcher, now.grant());
    try {
      KwinDoor.Entry entry =
          door.open(ZkdeScreencastUnstableV1.INTERFACE, System.nanoTime() + PATIENCE_NANOS);
      try (var _ = entry.connection()) {
        int version = entry.globals().all(ZkdeScreencastUnstableV1.INTERFACE).getFirst().version();
        told.put(SCREENCAST, Integer.toString(version));
      }
      return answered;
    } catch (BackendException e) {
      told.put(PROBLEM, e.getMessage());
      return false;
    }
  }

  private static void known(Map<String, String> told, String fact, String value) {
    if (!value.isEmpty()) {
      told.put(fact, value);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      sink = null; // the host withdraws its facts
    }
    FolderWatch open = watch;
    if (open != null) {
      open.close();
    }
  }
}
