package io.oriel.input.libei.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.BackendException;
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
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Input into desktops with a libei server: Mutter 45 and newer, KWin 6.1 and newer, and whatever a
/// RemoteDesktop portal hands out.
@Component(configurationPid = "io.oriel.input.libei")
@BackendId("libei")
@ServiceDescription("Keyboard, pointer and touch through libei")
@Designate(ocd = LibeiInput.Config.class)
public final class LibeiInput implements InjectorProvider {
  @ObjectClassDefinition(
      name = "Oriel: libei input",
      description = "Types and points in desktops that run a libei server.")
  @interface Config {
    @AttributeDefinition(
        description = "How long the desktop may take to offer its input devices, in ms",
        min = "100")
    long open_timeout_ms() default 3_000;

    @AttributeDefinition(
        description = "How long the desktop may leave input unread before it is given up, in ms",
        min = "100")
    long stall_timeout_ms() default 5_000;

    @AttributeDefinition(
        description =
            "Type characters that the desktop's keyboard layout does not have with Ctrl+Shift+U and"
                + " their number: understood by GTK and IBus, other programs do something else")
    boolean unicode_keys() default false;
  }

  private static final Set<DeviceKind> SERVED =
      Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);

  private final Set<EiInjector> open = ConcurrentHashMap.newKeySet();
  private volatile Config config;

  @Activate
  public LibeiInput(Config config) {
    this.config = config;
  }

  /// Settings apply to the next injector.
  @Modified
  void modified(Config changed) {
    config = changed;
  }

  /// What is left is a leak of somebody who was drained and did not close.
  @Deactivate
  void close() {
    open.forEach(EiInjector::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != InputKind.EIS_FD && request.target() != InputKind.EIS_SOCKET) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "serves libei servers only, not " + request.target());
    }
    if (!SERVED.contains(request.device())) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST,
          "libei has keyboards, pointers and touch screens, no " + request.device());
    }
    return request.device() == DeviceKind.PEN
        ? new Fit(
            20, Duration.ZERO, List.of("libei has no pens; it moves the pointer, without pressure"))
        : new Fit(80, Duration.ZERO, List.of());
  }

  @Override
  public Injector open(
      Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health)
      throws BackendException {
    if (devices.isEmpty() || !SERVED.containsAll(devices)) {
      throw new BackendException(
          BackendException.Kind.UNSUPPORTED,
          "libei has keyboards, pointers and touch screens, not all of " + devices);
    }
    Config now = config; // read once: it may change
    var opening = new Opening(place, devices, health, open::remove);
    var injector =
        opening.open(
            Duration.ofMillis(now.open_timeout_ms()),
            Duration.ofMillis(now.stall_timeout_ms()),
            now.unicode_keys());
    open.add(injector);
    return injector;
  }
}
