package io.oriel.vdisplay.portal.internal;

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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// Input for displays of this bundle through the portal's own calls, where there is no EIS.
@Component
@BackendId(PortalDisplays.ID)
@ServiceDescription("Input through the desktop portal")
public final class PortalInput implements InjectorProvider {
  private static final Set<DeviceKind> SERVED =
      Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);

  private final OpenDisplays displays;
  private final Set<PortalInjector> open = ConcurrentHashMap.newKeySet();

  @Activate
  public PortalInput(@Reference OpenDisplays displays) {
    this.displays = displays;
  }

  /// What is left is a leak of somebody who was drained and did not close.
  @Deactivate
  void close() {
    open.forEach(PortalInjector::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != InputKind.OWN || !request.displayBackend().equals(PortalDisplays.ID)) {
      return new Unfit(Reason.UNSUPPORTED_REQUEST, "serves displays of the desktop portal only");
    }
    if (!SERVED.contains(request.device())) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "the desktop portal takes no " + request.device());
    }
    int needed =
        switch (request.device()) {
          case KEYBOARD -> Portal.KEYBOARD;
          case TOUCH -> Portal.TOUCH;
          default -> Portal.POINTER;
        };
    boolean touch = request.device() == DeviceKind.TOUCH;
    int devices = Abilities.of(facts).devices();
    if (touch && (devices & Portal.TOUCH) == 0 && (devices & Portal.POINTER) != 0) {
      return new Fit(
          20, Duration.ofMillis(1), List.of("the desktop takes no fingers; they move the pointer"));
    }
    if ((devices & needed) == 0) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "this desktop's portal takes no " + request.device());
    }
    if (request.device() == DeviceKind.PEN) {
      return new Fit(
          20, Duration.ofMillis(1), List.of("a pen moves the pointer, without pressure"));
    }
    return new Fit(40, Duration.ofMillis(1), List.of());
  }

  @Override
  public Injector open(
      Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health)
      throws BackendException {
    if (place.target().kind() != InputKind.OWN || !SERVED.containsAll(devices)) {
      throw new BackendException(
          Kind.UNSUPPORTED, "the desktop portal takes no " + devices + " for " + place.target());
    }
    var display =
        displays
            .find(place.displayId())
            .orElseThrow(
                () ->
                    new BackendException(
                        Kind.DEVICE_LOST, "display " + place.displayId() + " is not open"));
    if (display.session().reachedByEis()) {
      throw new BackendException(
          Kind.UNSUPPORTED,
          "the portal takes input of this session through EIS alone, which was connected and is lost;"
              + " disconnect and connect again");
    }
    int allowed = display.session().devices();
    if (allowed == 0) {
      throw new BackendException(
          Kind.DENIED_BY_USER,
          "the user of the desktop allows no input; connect again to be asked again");
    }
    if (devices.contains(DeviceKind.KEYBOARD) && (allowed & Portal.KEYBOARD) == 0) {
      health.degraded("the user of the desktop allows no keyboard");
    }
    if (devices.contains(DeviceKind.POINTER) && (allowed & Portal.POINTER) == 0) {
      health.degraded("the user of the desktop allows no pointer");
    }
    var injector =
        new PortalInjector(display.session(), place.region(), allowed, health, open::remove);
    open.add(injector);
    return injector;
  }
}
