package io.oriel.vdisplay.mutter.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.InputKind;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import io.oriel.lib.dbus.BusException;
import io.oriel.vdisplay.mutter.internal.input.NotifyInjector;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// Input for the displays of [MutterDisplays], through the session that made them. Works with every
/// Mutter; where there is libei it takes more.
@Component
@BackendId("mutter")
@ServiceDescription("Keyboard, pointer and touch screen of Mutter's remote desktop")
public final class MutterInput implements InjectorProvider {
  private static final String DISPLAYS = "mutter"; // id of the display backend
  private static final Set<DeviceKind> SERVED =
      Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);

  private final OpenDisplays displays;
  private final Set<NotifyInjector> open = ConcurrentHashMap.newKeySet();

  @Activate
  public MutterInput(@Reference OpenDisplays displays) {
    this.displays = displays;
  }

  /// What is left is a leak of somebody who was drained and did not close.
  @Deactivate
  void close() {
    open.forEach(NotifyInjector::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != InputKind.OWN || !request.displayBackend().equals(DISPLAYS)) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "serves Mutter's own displays only, by their own session");
    }
    if (!SERVED.contains(request.device())) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "Mutter's remote desktop has no " + request.device());
    }
    return request.device() == DeviceKind.PEN
        ? new Fit(
            20,
            Duration.ZERO,
            List.of("Mutter takes no pens; they move the pointer, without pressure"))
        : new Fit(55, Duration.ofMillis(1), List.of());
  }

  @Override
  public Injector open(
      Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health)
      throws BackendException {
    if (place.target().kind() != InputKind.OWN || !SERVED.containsAll(devices)) {
      throw new BackendException(
          Kind.UNSUPPORTED, "Mutter's displays take " + SERVED + " by their own session");
    }
    MutterDisplay display =
        displays
            .find(place.displayId())
            .orElseThrow(
                () ->
                    new BackendException(
                        Kind.DEVICE_LOST, "the display " + place.displayId() + " is gone"));
    InputDevices of = display.devices();
    try {
      of.make(devices);
    } catch (BusException e) {
      throw BusTrouble.of("Mutter takes no input", e);
    }
    var injector =
        new NotifyInjector(of.session(), of.stream(), display::region, health, open::remove);
    open.add(injector);
    return injector;
  }
}
