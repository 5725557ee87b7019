package io.oriel.input.uinput.internal;

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
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.media.nat.ErrnoException;
import java.time.Duration;
import java.util.EnumSet;
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

/// Devices of the kernel through `/dev/uinput`: what every game reads, and every desktop with a
/// seat.
@Component(configurationPid = "io.oriel.input.uinput")
@BackendId("uinput")
@ServiceDescription("Kernel keyboards, mice, touch screens, pens and Xbox pads through uinput")
@Designate(ocd = UinputInput.Config.class)
public final class UinputInput implements InjectorProvider {
  @ObjectClassDefinition(
      name = "Oriel: kernel input devices",
      description = "Makes input devices of the kernel through /dev/uinput.")
  @interface Config {
    @AttributeDefinition(
        description = "How long the nodes of new devices may take to be readable, in ms",
        min = "0")
    long node_timeout_ms() default 500;

    @AttributeDefinition(
        description =
            "Width of the whole desktop in its logical pixels, for absolute positions; 0: it ends"
                + " where the streamed display does",
        min = "0")
    int desktop_width() default 0;

    @AttributeDefinition(
        description =
            "Height of the whole desktop in its logical pixels, for absolute positions; 0: it ends"
                + " where the streamed display does",
        min = "0")
    int desktop_height() default 0;

    @AttributeDefinition(
        description =
            "Clients may press the keys for power and sleep, and give the kernel orders with Alt"
                + " and SysRq")
    boolean power_keys() default false;

    @AttributeDefinition(
        description =
            "Serve displays that take input at a Wayland seat or a libei server too: only where"
                + " their compositor reads this machine's devices")
    boolean any_desktop() default false;
  }

  /// Published by host-probe: `rw`, `r`, `none` or `absent`.
  private static final String ACCESS = "dev.uinput.access";

  private static final int ORDINARY = 50;

  private final Set<UinputInjector> open = ConcurrentHashMap.newKeySet();
  private volatile Config config;

  @Activate
  public UinputInput(Config config) {
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
    open.forEach(UinputInjector::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    var access = facts.text(ACCESS).orElse("absent");
    if (access.equals("absent")) {
      return new Unfit(Reason.MISSING_HARDWARE, Access.ABSENT);
    }
    if (!access.equals("rw")) {
      return new Unfit(Reason.NO_PERMISSION, Access.REFUSED);
    }
    if (request.device() == DeviceKind.GAMEPAD) {
      return new Fit(ORDINARY, Duration.ZERO, request.pad().map(Losses::of).orElse(List.of()));
    }
    if (request.target() != InputKind.NONE && !config.any_desktop()) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST,
          "a headless compositor reads no kernel devices, they would reach whoever sits at this"
              + " machine; set any.desktop if this one has a seat");
    }
    return new Fit(
        request.target() == InputKind.NONE ? ORDINARY : 20,
        Duration.ZERO,
        missing(request.device()));
  }

  private static List<String> missing(DeviceKind device) {
    return switch (device) {
      case KEYBOARD -> List.of("text that is not typed key by key is dropped");
      case POINTER -> List.of("the desktop's acceleration applies to the pointer");
      case TOUCH, PEN, GAMEPAD -> List.of();
    };
  }

  @Override
  public Set<PadCapability> serves(PadInfo pad, HostFacts facts) {
    var served = EnumSet.copyOf(Losses.KEPT);
    served.retainAll(pad.capabilities());
    return served;
  }

  @Override
  public Injector open(
      Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health)
      throws BackendException {
    if (devices.isEmpty()) {
      throw new BackendException(Kind.UNSUPPORTED, "no kind of device was asked for");
    }
    Config now = config; // read once: it may change
    var area = Area.of(place.region(), now.desktop_width(), now.desktop_height());
    var names = new Names(place.displayId());
    var timeout = Duration.ofMillis(now.node_timeout_ms());
    SeatDevices made;
    try {
      made = SeatDevices.create(devices, names, area, now.power_keys());
    } catch (ErrnoException e) {
      throw Access.explain(e);
    }
    try {
      made.awaitNodes(timeout, health);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      made.close();
      throw new BackendException(Kind.FAILED, "interrupted while input devices appeared", e);
    }
    var pads = new Pads(devices.contains(DeviceKind.GAMEPAD), names, timeout, feedback, health);
    var injector = new UinputInjector(made, pads, health, open::remove);
    open.add(injector);
    return injector;
  }
}
