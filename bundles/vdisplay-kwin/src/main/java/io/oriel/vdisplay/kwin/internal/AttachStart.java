package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayRequest;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.ZkdeScreencastUnstableV1;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens displays in the running desktop.
final class AttachStart {
  private static final Logger LOG = LoggerFactory.getLogger(AttachStart.class);

  private final Settings settings;
  private final DesktopLayout layout;
  private final Launcher launcher;

  AttachStart(Settings settings, DesktopLayout layout, Launcher launcher) {
    this.settings = settings;
    this.layout = layout;
    this.launcher = launcher;
  }

  /// @param socket of the running KWin
  /// @param closed told when the display is closed
  AttachedDisplay open(
      Path socket,
      DisplayRequest request,
      Map<String, String> ofPrograms,
      StageHealth health,
      Consumer<AttachedDisplay> closed)
      throws BackendException {
    Optional<KwinBus> bus = KwinBus.open(socket);
    KwinBus.Told told = bus.map(KwinBus::ask).orElse(KwinBus.Told.NOTHING);
    if (!told.eis()) {
      bus.ifPresent(KwinBus::close);
      bus = Optional.empty();
    }
    boolean opened = false;
    try {
      AttachedDisplay display = open(socket, told, bus, request, ofPrograms, health, closed);
      opened = true;
      return display;
    } finally {
      if (!opened) {
        bus.ifPresent(KwinBus::close);
      }
    }
  }

  private AttachedDisplay open(
      Path socket,
      KwinBus.Told told,
      Optional<KwinBus> bus,
      DisplayRequest request,
      Map<String, String> ofPrograms,
      StageHealth health,
      Consumer<AttachedDisplay> closed)
      throws BackendException {
    long start = System.nanoTime();
    long deadline = start + settings.open_timeout_ms() * 1_000_000;
    var door = new KwinDoor(socket.toString(), launcher, settings.grant());
    KwinDoor.Entry entry = door.open(ZkdeScreencastUnstableV1.INTERFACE, deadline);
    String id = "plasma-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
    var display = new AtomicReference<AttachedDisplay>();
    AttachedDisplay made;
    try {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      var monitors =
          new Monitors(
              new Screencast(entry.connection(), entry.globals()),
              KwinOutputs.of(entry.connection(), entry.globals(), left),
              fallbacks(told),
              health::degraded);
      var loop =
          new KwinLoop(
              "oriel-" + id,
              entry.connection(),
              e -> {
                layout.died(socket.toString());
                AttachedDisplay opened = display.get();
                if (opened != null) {
                  opened.lost("KWin has gone: " + e.getMessage());
                }
              });
      made =
          new AttachedDisplay(
              id,
              socket.toString(),
              door,
              loop,
              monitors,
              layout,
              environment(socket, ofPrograms),
              bus,
              health,
              closed);
      display.set(made);
      loop.start();
    } catch (RuntimeException e) {
      entry.connection().close();
      throw e;
    } catch (WaylandException e) {
      entry.connection().close();
      throw new BackendException(
          BackendException.Kind.FAILED, "KWin gives no pictures: " + e.getMessage(), e);
    }
    try {
      made.show(request, deadline);
    } catch (BackendException | RuntimeException e) {
      made.close();
      throw e;
    }
    LOG.info(
        "Display {} is {} in the desktop at {} after {} ms",
        id,
        made.actual(),
        socket,
        (System.nanoTime() - start) / 1_000_000);
    return made;
  }

  /// KWin 5 says yes to a stream of its headless backend's monitors and never fills it.
  private List<String> fallbacks(KwinBus.Told told) {
    return Stream.of(settings.fallbacks())
        .filter(way -> !(way.equals("output") && told.headless() && told.old()))
        .toList();
  }

  /// What a program needs to show itself there.
  private static Map<String, String> environment(Path socket, Map<String, String> ofPrograms) {
    Path runtime = socket.getParent();
    var variables = new TreeMap<>(ofPrograms);
    variables.put("WAYLAND_DISPLAY", socket.getFileName().toString());
    variables.put("XDG_RUNTIME_DIR", runtime.toString());
    variables.put("XDG_CURRENT_DESKTOP", "KDE");
    variables.put("XDG_SESSION_TYPE", "wayland");
    Path bus = runtime.resolve("bus");
    if (System.getenv("DBUS_SESSION_BUS_ADDRESS") == null && Files.exists(bus)) {
      variables.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + bus);
    }
    return variables;
  }
}
