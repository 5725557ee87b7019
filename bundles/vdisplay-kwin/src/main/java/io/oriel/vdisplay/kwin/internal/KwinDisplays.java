package io.oriel.vdisplay.kwin.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.lib.desktop.LayoutJournal;
import io.oriel.lib.programs.Programs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;

/// Monitors in the running Plasma desktop of the host's user, or in a KWin of their own.
///
/// There is no condition on KWin: a host without it shall say so in its plans, not stay silent.
@Component(configurationPid = "io.oriel.vdisplay.kwin", service = VirtualDisplayProvider.class)
@BackendId(KwinDisplays.ID)
@ServiceDescription("Monitors of Plasma's KWin")
@Designate(ocd = Settings.class)
public final class KwinDisplays implements VirtualDisplayProvider {
  /// The backend's id.
  static final String ID = "kwin";

  private final OpenDisplays open;
  private final Programs programs;
  private final DesktopLayout layout;
  private final Supplier<Optional<Path>> running;
  private final Launcher launcher;
  private volatile Settings settings;

  @Activate
  public KwinDisplays(@Reference OpenDisplays open, Settings settings) {
    this(
        open,
        settings,
        Programs.ofHost(),
        LayoutJournal.of(ID),
        RunningKwin::find,
        Launcher.in(Launcher.dataHome()));
    // A desktop that a host left changed when it died gets its layout back.
    Thread.ofVirtual().name("oriel-kwin-layout").start(layout::restoreLeft);
  }

  /// @param running finds the socket of the running KWin
  KwinDisplays(
      OpenDisplays open,
      Settings settings,
      Programs programs,
      LayoutJournal journal,
      Supplier<Optional<Path>> running,
      Launcher launcher) {
    this.open = open;
    this.settings = settings;
    this.programs = programs;
    this.layout = new DesktopLayout(journal);
    this.running = running;
    this.launcher = launcher;
  }

  /// Settings apply to the next display.
  @Modified
  void modified(Settings changed) {
    settings = changed;
  }

  @Override
  public Set<TargetKind> targets(HostFacts facts) {
    return Set.of(
        Fitness.attaches(facts, settings) ? TargetKind.PIPEWIRE_NODE : TargetKind.WAYLAND_OUTPUT);
  }

  @Override
  public Set<InputKind> inputs(HostFacts facts) {
    if (!Fitness.attaches(facts, settings)) {
      return Set.of(InputKind.OWN, InputKind.WAYLAND_SEAT);
    }
    return facts.text(KwinProbe.EIS).isPresent()
        ? Set.of(InputKind.EIS_FD, InputKind.OWN)
        : Set.of(InputKind.OWN);
  }

  @Override
  public Assessment assess(DisplayRequest request, HostFacts facts) {
    return Fitness.of(request, facts, settings, open.count());
  }

  @Override
  public VirtualDisplay open(
      DisplayRequest request, Map<String, String> ofPrograms, StageHealth health)
      throws BackendException {
    Settings now = settings; // read once: it may change
    Optional<Path> desktop = now.desktop().equals("own") ? Optional.empty() : running.get();
    VirtualDisplay display;
    if (desktop.isPresent()) {
      layout.restoreLeft();
      display =
          new AttachStart(now, layout, launcher)
              .open(desktop.get(), request, ofPrograms, health, open::remove);
    } else if (now.desktop().equals("attach")) {
      throw new BackendException(
          BackendException.Kind.FAILED, "no KWin of the host's user is running");
    } else {
      display = own(now).open(request, ofPrograms, health, open::remove);
    }
    open.add(display);
    return display;
  }

  private NestedStart own(Settings now) throws BackendException {
    KwinProgram kwin =
        KwinProgram.find(programs)
            .orElseThrow(
                () ->
                    new BackendException(
                        BackendException.Kind.FAILED, "kwin_wayland is not installed"));
    return new NestedStart(now, programs, kwin);
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    open.all().parallelStream().forEach(VirtualDisplay::close);
  }
}
