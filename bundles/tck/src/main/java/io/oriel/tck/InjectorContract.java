package io.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What [Injector] promises. Each test is named after a sentence of its documentation.
@Timeout(120)
public abstract class InjectorContract {
  private static final int KEY_A = 30;
  private static final int BTN_LEFT = 0x110;
  private static final int ROUNDS = 500;
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final RecordedHealth health = new RecordedHealth();
  private Injector opened;

  /// The backend under test, ready to open injectors.
  protected abstract InjectorProvider provider() throws Exception;

  /// Where the input goes.
  protected abstract InjectorProvider.Placement place() throws Exception;

  /// The kinds of device the backend makes there.
  protected abstract Set<DeviceKind> devices();

  /// Whether a program on the display has noticed something since [#open()]. Asked again until it
  /// has or the time is over.
  protected abstract boolean saw(Seen event) throws Exception;

  /// Called with a device made and before the first event: a program that takes input may need to
  /// find it. Must wait for no event.
  protected void opened() throws Exception {}

  /// Kills what takes the input.
  ///
  /// @return whether this test can
  protected boolean kill() throws Exception {
    return false;
  }

  @AfterEach
  void closeInjector() {
    if (opened != null) {
      opened.close();
    }
  }

  /// Opens an injector that is closed with the test.
  protected final Injector open() throws Exception {
    opened = provider().open(place(), devices(), Feedback.NONE, health);
    opened();
    return opened;
  }

  private Injector openFor(DeviceKind kind) throws Exception {
    Assumptions.assumeTrue(devices().contains(kind), "the backend makes no " + kind);
    return open();
  }

  private void expect(Seen event) throws Exception {
    Wait.until(event.toString(), () -> saw(event));
  }

  @Test
  public void key_presses_and_releases_a_key_and_the_first_one_is_not_lost() throws Exception {
    Injector injector = openFor(DeviceKind.KEYBOARD);

    injector.key(KEY_A, true);
    injector.key(KEY_A, false);
    injector.flush();

    expect(new Seen.Key(KEY_A, true));
    expect(new Seen.Key(KEY_A, false));
  }

  @Test
  public void text_is_typed_whatever_the_layout_is() throws Exception {
    Injector injector = openFor(DeviceKind.KEYBOARD);

    injector.text("hé");
    injector.flush();

    expect(new Seen.Text("hé"));
  }

  @Test
  public void button_presses_and_releases_a_button() throws Exception {
    Injector injector = openFor(DeviceKind.POINTER);

    injector.moveTo(0.5, 0.5);
    injector.button(BTN_LEFT, true);
    injector.button(BTN_LEFT, false);
    injector.flush();

    expect(new Seen.Button(BTN_LEFT, true));
    expect(new Seen.Button(BTN_LEFT, false));
  }

  @Test
  public void move_to_puts_the_pointer_at_a_place_of_the_display() throws Exception {
    Injector injector = openFor(DeviceKind.POINTER);

    injector.moveTo(0.25, 0.75);
    injector.flush();
    expect(new Seen.PointerAt(0.25, 0.75));

    injector.moveTo(0.5, 0.5);
    injector.flush();
    expect(new Seen.PointerAt(0.5, 0.5));
  }

  @Test
  public void move_by_moves_the_pointer_in_pixels() throws Exception {
    Injector injector = openFor(DeviceKind.POINTER);
    injector.moveTo(0.5, 0.5);
    injector.flush();
    expect(new Seen.PointerAt(0.5, 0.5));

    injector.moveBy(24, -16);
    injector.flush();

    expect(new Seen.PointerBy(24, -16));
  }

  @Test
  public void scroll_is_positive_to_the_right_and_down() throws Exception {
    Injector injector = openFor(DeviceKind.POINTER);
    injector.moveTo(0.5, 0.5);

    injector.scroll(0, 120);
    injector.scroll(120, 0);
    injector.flush();

    expect(new Seen.Wheel(120, 120));
  }

  @Test
  public void touch_puts_a_finger_down_and_lifts_it() throws Exception {
    Injector injector = openFor(DeviceKind.TOUCH);
    var point = finger(TouchPoint.Phase.DOWN, 0.5f, 0.25f);

    injector.touch(point);
    injector.flush();
    point.phase = TouchPoint.Phase.UP;
    injector.touch(point);
    injector.flush();

    expect(new Seen.Touch(true, 0.5, 0.25));
    expect(new Seen.Touch(false, 0.5, 0.25));
  }

  @Test
  public void pen_hovers_touches_and_leaves() throws Exception {
    Injector injector = openFor(DeviceKind.PEN);
    var sample = new PenSample();
    sample.tool = PenSample.Tool.PEN;
    sample.x01 = 0.25f;
    sample.y01 = 0.5f;
    sample.rotationDegrees = -1;
    sample.tiltDegrees = -1;
    for (var phase :
        new TouchPoint.Phase[] {
          TouchPoint.Phase.HOVER,
          TouchPoint.Phase.DOWN,
          TouchPoint.Phase.UP,
          TouchPoint.Phase.HOVER_LEAVE
        }) {
      sample.phase = phase;
      injector.pen(sample);
      injector.flush();
    }

    expect(new Seen.Pen(0.25, 0.5));
  }

  @Test
  public void arguments_are_reused_and_none_is_kept() throws Exception {
    Injector injector = openFor(DeviceKind.TOUCH);
    var point = finger(TouchPoint.Phase.DOWN, 0.5f, 0.25f);

    injector.touch(point);
    point.x01 = 0.9f; // the next event is being read into it
    point.y01 = 0.9f;
    injector.flush();
    injector.touch(finger(TouchPoint.Phase.UP, 0.5f, 0.25f));
    injector.flush();

    expect(new Seen.Touch(true, 0.5, 0.25));
  }

  @Test
  public void every_method_is_a_no_op_for_what_the_devices_cannot_do() throws Exception {
    Injector injector = open();

    everything(injector);

    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void calls_return_within_2_ms() throws Exception {
    Injector injector = open();
    everything(injector); // warm
    long[] took = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      injector.moveBy(i % 2 == 0 ? 1 : -1, 0);
      injector.flush();
      took[i] = System.nanoTime() - start;
    }
    Arrays.sort(took);

    assertThat(took[ROUNDS / 2]).isLessThan(QUICK_NANOS); // others hold this machine up at times
  }

  @Test
  public void slots_of_controllers_come_and_go() throws Exception {
    Injector injector = openFor(DeviceKind.GAMEPAD);
    var state = new GamepadState();
    for (int slot : new int[] {0, 15, 0}) {
      injector.padConnected(slot, new PadInfo(PadType.XBOX, Set.of(), 0, "pad" + slot));
      state.buttons = GamepadState.SOUTH;
      injector.gamepad(slot, state);
      state.buttons = 0;
      injector.gamepad(slot, state);
      injector.padGone(slot);
    }

    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void a_lost_desktop_is_reported_once_and_later_calls_do_nothing() throws Exception {
    Injector injector = open();
    Assumptions.assumeTrue(kill(), "this test cannot kill what takes the input");

    Wait.until(
        "the report of the loss",
        () -> {
          injector.moveBy(1, 1);
          injector.flush();
          return health.lost().isDone();
        });
    everything(injector);

    assertThat(health.losses()).hasSize(1);
    assertThat(health.losses().getFirst().getMessage()).isNotBlank();
  }

  @Test
  public void close_removes_the_devices_and_is_no_loss() throws Exception {
    Injector injector = open();
    injector.close();
    injector.close();

    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void calls_after_close_do_nothing() throws Exception {
    Injector injector = open();
    injector.close();

    everything(injector);

    assertThat(health.losses()).isEmpty();
  }

  @Test
  public void close_leaves_no_descriptor_and_no_thread() throws Exception {
    use(); // what is loaded once
    int descriptors = Descriptors.open();
    int threads = Descriptors.threads();

    for (int i = 0; i < 3; i++) {
      use();
    }

    Wait.until("no descriptor left", () -> Descriptors.open() <= descriptors);
    Wait.until("no thread left", () -> Descriptors.threads() <= threads + 1); // the JVM's come
  }

  private void use() throws Exception {
    try (Injector injector = provider().open(place(), devices(), Feedback.NONE, health)) {
      injector.moveBy(1, 1);
      injector.flush();
    }
  }

  private static TouchPoint finger(TouchPoint.Phase phase, float x01, float y01) {
    var point = new TouchPoint();
    point.phase = phase;
    point.id = 1;
    point.x01 = x01;
    point.y01 = y01;
    point.pressure01 = Float.NaN;
    point.rotationDegrees = -1;
    return point;
  }

  private static void everything(Injector injector) {
    injector.key(KEY_A, true);
    injector.key(KEY_A, false);
    injector.text("x");
    injector.button(BTN_LEFT, true);
    injector.button(BTN_LEFT, false);
    injector.moveBy(1, 1);
    injector.moveTo(0.5, 0.5);
    injector.scroll(30, -30);
    injector.touch(finger(TouchPoint.Phase.DOWN, 0.5f, 0.5f));
    injector.touch(finger(TouchPoint.Phase.CANCEL_ALL, 0, 0));
    var sample = new PenSample();
    sample.phase = TouchPoint.Phase.HOVER;
    sample.tool = PenSample.Tool.PEN;
    injector.pen(sample);
    sample.phase = TouchPoint.Phase.HOVER_LEAVE;
    injector.pen(sample);
    injector.padConnected(3, new PadInfo(PadType.UNKNOWN, Set.of(), 0, "contract"));
    injector.gamepad(3, new GamepadState());
    injector.padTouch(3, 0, finger(TouchPoint.Phase.DOWN, 0.5f, 0.5f));
    injector.motion(3, MotionType.GYROSCOPE, 1, 2, 3);
    injector.battery(3, BatteryState.values()[0], 50);
    injector.padGone(3);
    injector.flush();
  }
}
