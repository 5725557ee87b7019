package io.oriel.vdisplay.kwin.internal;

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
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Mapping;
import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.OrgKdeKwinFakeInput;
import io.oriel.media.wayland.protocol.WlKeyboard;
import io.oriel.media.wayland.protocol.WlSeat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// Input of KWin through `org_kde_kwin_fake_input`, for this bundle's own displays: all of it in a
/// running desktop, keys and fingers in a KWin of a display's own.
@Component(configurationPid = "io.oriel.vdisplay.kwin", service = InjectorProvider.class)
@BackendId(KwinDisplays.ID)
@ServiceDescription("Input into Plasma's KWin")
public final class KwinInput implements InjectorProvider {
  private static final Set<DeviceKind> SERVED =
      Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER, DeviceKind.TOUCH, DeviceKind.PEN);

  private final Set<FakeInjector> open = ConcurrentHashMap.newKeySet();
  private final OpenDisplays displays;
  private volatile Settings settings;

  @Activate
  public KwinInput(@Reference OpenDisplays displays, Settings settings) {
    this.displays = displays;
    this.settings = settings;
  }

  /// Settings apply to the next injector.
  @Modified
  void modified(Settings changed) {
    settings = changed;
  }

  /// What is left is a leak of somebody who was drained and did not close.
  @Deactivate
  void close() {
    open.forEach(FakeInjector::close);
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    if (request.target() != InputKind.OWN || !request.displayBackend().equals(KwinDisplays.ID)) {
      return new Unfit(Reason.UNSUPPORTED_REQUEST, "serves displays of KWin only");
    }
    boolean pointing = request.device() == DeviceKind.POINTER || request.device() == DeviceKind.PEN;
    if (pointing && !Fitness.attaches(facts, settings)) {
      return new Unfit(
          Reason.UNSUPPORTED_REQUEST,
          "the cursor of a KWin inside another compositor is moved by that one");
    }
    return switch (request.device()) {
      case KEYBOARD ->
          new Fit(
              50,
              Duration.ZERO,
              List.of(
                  "text is typed with the keys of the desktop's layout; other characters are lost"));
      case POINTER, TOUCH -> new Fit(50, Duration.ZERO, List.of());
      case PEN ->
          new Fit(
              20,
              Duration.ZERO,
              List.of("KWin takes no pen from outside; it moves the pointer, without pressure"));
      default ->
          new Unfit(
              Reason.UNSUPPORTED_REQUEST,
              "KWin takes keyboard, pointer and touch only, no " + request.device());
    };
  }

  @Override
  public Injector open(
      Placement place, Set<DeviceKind> devices, Feedback feedback, StageHealth health)
      throws BackendException {
    if (devices.isEmpty() || !SERVED.containsAll(devices)) {
      throw new BackendException(
          Kind.UNSUPPORTED, "KWin takes keyboard, pointer and touch only, not " + devices);
    }
    InputPlace display =
        displays
            .place(place.displayId())
            .orElseThrow(
                () ->
                    new BackendException(
                        Kind.UNSUPPORTED, place.displayId() + " is no display of KWin"));
    Settings now = settings; // read once: it may change
    long deadline = System.nanoTime() + now.open_timeout_ms() * 1_000_000;
    KwinDoor.Entry entry = display.connect(deadline);
    WaylandConnection connection = entry.connection();
    try {
      var limit = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      OrgKdeKwinFakeInput device = entry.globals().need(new OrgKdeKwinFakeInput(), 4);
      device.authenticate("Oriel", "input of a client that streams this desktop");
      KeyText keys =
          devices.contains(DeviceKind.KEYBOARD)
              ? keys(connection, entry.globals(), limit)
              : new KeyText();
      connection.roundtrip(limit);
      var injector =
          new FakeInjector(connection, device, keys, display::region, health, open::remove);
      open.add(injector);
      return injector;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    } catch (IOException e) {
      connection.close();
      throw new BackendException(Kind.FAILED, "KWin takes no input: " + e.getMessage(), e);
    }
  }

  /// The keymap of the desktop's seat. A seat without a keyboard gets one with the first key; until
  /// then nothing is known of it.
  private static KeyText keys(WaylandConnection connection, Globals globals, Duration limit)
      throws WaylandException {
    var text = new String[] {""};
    var capabilities = new int[1];
    var seat =
        globals.bind(
            new WlSeat(
                new WlSeat.Events() {
                  @Override
                  public void capabilities(int now) {
                    capabilities[0] = now;
                  }
                }));
    connection.roundtrip(limit);
    if (seat.isEmpty() || (capabilities[0] & WlSeat.CAPABILITY_KEYBOARD) == 0) {
      return new KeyText();
    }
    seat.get()
        .getKeyboard(
            new WlKeyboard(
                new WlKeyboard.Events() {
                  @Override
                  public void keymap(int format, int fd, int size) throws WaylandException {
                    try (var arena = Arena.ofConfined()) {
                      if (format == WlKeyboard.KEYMAP_FORMAT_XKB_V1 && size > 0) {
                        text[0] = Mapping.readOnly(fd, size, arena).getString(0);
                      }
                    } catch (IOException | IndexOutOfBoundsException e) {
                      throw new WaylandException("KWin's keymap cannot be read", e);
                    } finally {
                      Fd.close(fd);
                    }
                  }
                }));
    connection.roundtrip(limit);
    return text[0].isEmpty() ? new KeyText() : new KeyText(text[0]);
  }
}
