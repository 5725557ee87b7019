package io.oriel.input.wlroots.internal;

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
import io.oriel.api.display.InputTarget.WaylandSeat;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import io.oriel.media.wayland.WaylandConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Keyboard and pointer of sway, labwc and cage, through `zwp_virtual_keyboard_v1` and
/// `zwlr_virtual_pointer_v1`.
@Component(configurationPid = "io.oriel.input.wlroots")
@BackendId("wlroots")
@SatisfyingConditionTarget(
    "(|(osgi.condition.id=oriel.program.sway)(osgi.condition.id=oriel.compositor.wlroots))")
@ServiceDescription("Virtual keyboard and pointer of wlroots compositors")
@Designate(ocd = WlrootsInput.Config.class)
public final class WlrootsInput implements InjectorProvider {
  @ObjectClassDefinition(
      name = "Oriel: wlroots input",
      description = "Types and points in wlroots compositors.")
  @interface Config {
    @AttributeDefinition(
        description = "How long the compositor may take to create the devices, in ms",
        min = "100")
    long open_timeout_ms() default 3_000;

    @AttributeDefinition(
        description =
            "XKB layout of the keyboard, for example de or us,ru; empty: the system's, with its"
                + " variant and options")
    String layout() default "";

    @AttributeDefinition(description = "XKB variant of that layout, for example nodeadkeys")
    String variant() default "";

    @AttributeDefinition(description = "XKB options of that layout, for example ctrl:nocaps")
    String options() default "";
  }

  private static final Set<DeviceKind> SERVED =
      Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);

  private final Set<SeatInjector> open = ConcurrentHashMap.newKeySet();
  private volatile Config config;

  @Activate
  public WlrootsInput(Config config) {
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
    open.forEach(SeatInjector::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != InputKind.WAYLAND_SEAT) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST, "serves Wayland seats only, not " + request.target());
    }
    if (!SERVED.contains(request.device())) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST,
          "wlroots has virtual keyboards and pointers only, no " + request.device());
    }
    return switch (request.device()) {
      case TOUCH ->
          new Fit(
              20,
              Duration.ZERO,
              List.of(
                  "wlroots has no virtual touch; a tap clicks, holding clicks the right button,"
                      + " moving drags, two fingers scroll"));
      case PEN ->
          new Fit(
              20,
              Duration.ZERO,
              List.of("wlroots has no virtual pens; it moves the pointer, without pressure"));
      default -> new Fit(60, Duration.ZERO, List.of());
    };
  }

  @Override
  public Injector open(
      Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health)
      throws BackendException {
    if (!(place.target() instanceof WaylandSeat seat)) {
      throw new BackendException(Kind.UNSUPPORTED, "cannot inject into " + place.target().kind());
    }
    if (devices.isEmpty() || !SERVED.containsAll(devices)) {
      throw new BackendException(
          Kind.UNSUPPORTED, "wlroots has virtual keyboards and pointers only, not " + devices);
    }
    Config now = config; // read once: it may change
    WaylandConnection connection;
    try {
      connection = WaylandConnection.connect(seat.socket());
    } catch (IOException e) {
      throw new BackendException(
          Kind.DEVICE_LOST, "no compositor at " + seat.socket() + ": " + e.getMessage(), e);
    }
    try {
      var limit = Duration.ofMillis(now.open_timeout_ms());
      var made = SeatDevices.create(connection, seat, devices, layout(now), limit);
      var injector = new SeatInjector(connection, made, place.region(), health, open::remove);
      open.add(injector);
      return injector;
    } catch (IOException e) {
      connection.close();
      throw new BackendException(Kind.FAILED, "cannot create input devices: " + e.getMessage(), e);
    }
  }

  private static KeyboardLayout layout(Config config) {
    return config.layout().isBlank()
        ? KeyboardLayout.ofSystem(System.getenv(), Path.of("/"))
        : new KeyboardLayout("", config.layout(), config.variant(), config.options());
  }
}
