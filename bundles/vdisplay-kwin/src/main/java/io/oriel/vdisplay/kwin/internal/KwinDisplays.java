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
import io.oriel.lib.programs.Programs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
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

  private final Set<VirtualDisplay> open = ConcurrentHashMap.newKeySet();
  private final Programs programs;
  private volatile Settings settings;

  @Activate
  public KwinDisplays(Settings settings) {
    this(settings, Programs.ofHost());
  }

  KwinDisplays(Settings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
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
    return Fitness.attaches(facts, settings)
        ? Set.of(InputKind.OWN)
        : Set.of(InputKind.WAYLAND_SEAT);
  }

  @Override
  public Assessment assess(DisplayRequest request, HostFacts facts) {
    return Fitness.of(request, facts, settings, open.size());
  }

  @Override
  public VirtualDisplay open(
      DisplayRequest request, Map<String, String> ofPrograms, StageHealth health)
      throws BackendException {
    Settings now = settings; // read once: it may change
    KwinProgram kwin =
        KwinProgram.find(programs)
            .orElseThrow(
                () ->
                    new BackendException(
                        BackendException.Kind.FAILED, "kwin_wayland is not installed"));
    var display =
        new NestedStart(now, programs, kwin).open(request, ofPrograms, health, open::remove);
    open.add(display);
    return display;
  }

  /// By now every session has let go; what is left is a leak.
  @Deactivate
  void close() {
    List.copyOf(open).parallelStream().forEach(VirtualDisplay::close);
  }
}
