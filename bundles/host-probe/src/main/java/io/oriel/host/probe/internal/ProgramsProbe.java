package io.oriel.host.probe.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Programs on `PATH`: `program.<name>.path`, `program.<name>.version`, and the condition
/// `oriel.program.<name>` while one is there that works.
@Component
public final class ProgramsProbe implements Probe {
  /// Programs some backend starts, and what makes them print their version; empty: they cannot.
  static final Map<String, String> PROGRAMS =
      Map.ofEntries(
          Map.entry("sway", "--version"),
          Map.entry("mutter", "--version"),
          Map.entry("gnome-shell", "--version"),
          Map.entry("swaybg", "--version"),
          Map.entry("swaybar", "--version"),
          Map.entry("waybar", "--version"),
          Map.entry("foot", "--version"),
          Map.entry("xfce4-terminal", ""),
          Map.entry("xterm", ""),
          Map.entry("fuzzel", "--version"),
          Map.entry("wofi", ""),
          Map.entry("Xwayland", "-version"),
          Map.entry("setpriv", "--version"),
          Map.entry("dbus-daemon", "--version"),
          Map.entry("grim", ""),
          Map.entry("pipewire", "--version"),
          Map.entry("wireplumber", "--version"),
          Map.entry("pipewire-pulse", "--version"));

  /// Oldest versions that do what is needed; an older one yields `program.<name>.problem`.
  static final Map<String, String> OLDEST = Map.of("sway", "1.7");

  private static final Duration DEADLINE = Duration.ofSeconds(3);
  // An installer unpacks a program before its libraries: look again, ever less often.
  private static final int[] RETRY_MILLIS = {250, 500, 1000, 2000, 4000, 8000, 16000};

  /// What was run, so that an unchanged file is not run again.
  private record Seen(Path path, FileTime changed, Optional<String> version) {}

  private final FileWatch files;
  private final List<Path> path;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final Semaphore dirty = new Semaphore(0);
  private final List<AutoCloseable> watches = new ArrayList<>();
  private volatile ProbeSink sink;
  private volatile Thread scanner;

  @Activate
  public ProgramsProbe(@Reference FileWatch files) {
    this(files, directories(System.getenv("PATH")));
  }

  ProgramsProbe(FileWatch files, List<Path> path) {
    this.files = files;
    this.path = List.copyOf(path);
  }

  static List<Path> directories(String path) {
    Set<Path> directories = new LinkedHashSet<>();
    String all = path == null || path.isBlank() ? "/usr/local/bin:/usr/bin:/bin" : path;
    Arrays.stream(all.split(":"))
        .filter(s -> s.startsWith("/"))
        .map(Path::of)
        .forEach(directories::add);
    return List.copyOf(directories);
  }

  @Override
  public void start(ProbeSink to) throws InterruptedException {
    sink = to;
    for (Path directory : path) {
      watches.add(
          files.watch(
              directory, PROGRAMS::containsKey, FileWatch.Changes.ALL, () -> dirty.release()));
    }
    scan();
    scanner = Thread.ofVirtual().name("oriel-programs").start(this::loop);
  }

  @Override
  public void close() {
    if (scanner != null) {
      scanner.interrupt();
    }
    for (AutoCloseable watch : watches) {
      try {
        watch.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void loop() {
    try {
      int retry = 0;
      boolean broken = broken();
      while (true) {
        boolean changed = true;
        if (broken && retry < RETRY_MILLIS.length) {
          changed = dirty.tryAcquire(RETRY_MILLIS[retry++], TimeUnit.MILLISECONDS);
        } else {
          dirty.acquire();
        }
        if (changed) {
          retry = 0;
          dirty.drainPermits();
        }
        scan();
        broken = broken();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private boolean broken() {
    return seen.entrySet().stream()
        .anyMatch(e -> !PROGRAMS.get(e.getKey()).isEmpty() && e.getValue().version().isEmpty());
  }

  private void scan() throws InterruptedException {
    List<Thread> looks = new ArrayList<>();
    for (String name : PROGRAMS.keySet()) {
      looks.add(Thread.ofVirtual().start(() -> look(name)));
    }
    try {
      for (Thread look : looks) {
        look.join();
      }
    } catch (InterruptedException e) {
      looks.forEach(Thread::interrupt);
      throw e;
    }
  }

  private void look(String name) {
    try {
      Optional<Path> found = find(name);
      Optional<Seen> now = Optional.empty();
      if (found.isPresent()) {
        FileTime changed = Files.getLastModifiedTime(found.get());
        Seen before = seen.get(name);
        boolean known =
            before != null
                && before.path().equals(found.get())
                && before.changed().equals(changed)
                && before.version().isPresent();
        now =
            Optional.of(
                known ? before : new Seen(found.get(), changed, version(name, found.get())));
      }
      now.ifPresentOrElse(s -> seen.put(name, s), () -> seen.remove(name));
      post(name, now);
    } catch (IOException _) {
      dirty.release(); // it went away while it was looked at
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Path> find(String name) {
    return path.stream()
        .map(directory -> directory.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Optional<String> version(String name, Path program) throws InterruptedException {
    String flag = PROGRAMS.get(name);
    return flag.isEmpty()
        ? Optional.empty()
        : Command.output(List.of(program.toString(), flag), DEADLINE).flatMap(Version::in);
  }

  private void post(String name, Optional<Seen> found) {
    String key = "program." + name;
    sink.fact(key + ".path", found.map(s -> s.path().toString()).orElse(null));
    sink.fact(key + ".version", found.flatMap(Seen::version).orElse(null));
    String problem = problem(name, found);
    if (OLDEST.containsKey(name)) {
      sink.fact(key + ".problem", problem);
    }
    sink.condition("oriel.program." + name, found.isPresent() && problem == null);
  }

  private static String problem(String name, Optional<Seen> found) {
    String oldest = OLDEST.get(name);
    if (oldest == null) {
      return null;
    }
    String remedy = "; install it with: apt-get install " + name;
    if (found.isEmpty()) {
      return name + " is not installed" + remedy;
    }
    Optional<String> version = found.get().version();
    if (version.isEmpty()) {
      return found.get().path() + " does not run" + remedy;
    }
    return Version.atLeast(version.get(), oldest)
        ? null
        : name + " " + version.get() + " is too old, " + oldest + " is needed" + remedy;
  }
}
