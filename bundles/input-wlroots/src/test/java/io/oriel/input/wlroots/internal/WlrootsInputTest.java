package io.oriel.input.wlroots.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.InputTarget.WaylandSeat;
import io.oriel.api.display.Region;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.Injector;
import io.oriel.api.input.InjectorProvider.Placement;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.media.wayland.testing.HeadlessSway;
import io.oriel.media.wayland.testing.TestWindow;
import java.io.File;
import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WlrootsInputTest {
  private static final int KEY_Q = 16;
  private static final int KEY_A = 30;
  private static final int KEY_LEFTSHIFT = 42;
  private static final int KEY_Z = 44;
  private static final int BTN_LEFT = 272;
  private static final int BTN_TASK = 279;
  private static final int ROUNDS = 100;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Set<DeviceKind> BOTH = Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER);

  private final RecordedHealth health = new RecordedHealth();
  private HeadlessSway sway;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(HeadlessSway.installed(), "sway is not installed");
    Assumptions.assumeTrue(XkbKeymap.available(), "libxkbcommon.so.0 is not installed");
    sway = HeadlessSway.start("640x480@60Hz", "#203040");
  }

  @AfterEach
  void stop() throws Exception {
    if (sway != null) {
      sway.close();
    }
  }

  /// The component with settings for tests.
  static WlrootsInput provider() {
    return new WlrootsInput(new Settings("us"));
  }

  private Injector open(String layout) throws BackendException {
    return open(layout, BOTH);
  }

  private Injector open(String layout, Set<DeviceKind> devices) throws BackendException {
    var place =
        new Placement(
            "d1",
            new WaylandSeat(sway.socket(), "seat0", "HEADLESS-1"),
            new Region(0, 0, 640, 480));
    return new WlrootsInput(new Settings(layout)).open(place, devices, Feedback.NONE, health);
  }

  private TestWindow window() throws Exception {
    var window = new TestWindow(sway.socket());
    window.fill(0x336699);
    window.until(window::focused);
    return window;
  }

  @Test
  void motion_is_absolute_and_relative_in_pixels_of_the_output() throws Exception {
    try (var injector = open("us");
        var window = window()) {
      injector.moveTo(0.1, 0.1);
      window.until(() -> window.pointing.contains("motion 64.0 48.0"));
      window.pointing.clear();

      injector.moveTo(0.5, 0.25);
      injector.moveBy(10, -20.5);
      injector.moveTo(1, 1);
      window.until(() -> window.pointing.size() >= 3);

      assertThat(window.pointing.get(0)).isEqualTo("motion 320.0 120.0");
      assertThat(window.pointing.get(1)).isEqualTo("motion 330.0 99.5");
      String[] corner = window.pointing.get(2).split(" ");
      assertThat(Double.parseDouble(corner[1])).isBetween(639.0, 640.0);
      assertThat(Double.parseDouble(corner[2])).isBetween(479.0, 480.0);
    }
  }

  @Test
  void buttons_arrive_in_order() throws Exception {
    try (var injector = open("us");
        var window = window()) {
      injector.moveTo(0.5, 0.5);
      for (int button = BTN_LEFT; button <= BTN_TASK; button++) {
        injector.button(button, true);
        injector.button(button, false);
      }
      window.until(() -> window.pointing.contains("button " + BTN_TASK + " 0"));

      var expected = new ArrayList<String>();
      for (int button = BTN_LEFT; button <= BTN_TASK; button++) {
        expected.add("button " + button + " 1");
        expected.add("button " + button + " 0");
      }
      assertThat(window.pointing.stream().filter(e -> e.startsWith("button")))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void parts_of_a_wheel_click_scroll_smoothly_and_count_whole_clicks() throws Exception {
    try (var injector = open("us");
        var window = window()) {
      injector.moveTo(0.5, 0.5);
      for (int i = 0; i < 4; i++) {
        injector.scroll(0, 40);
      }
      injector.scroll(-240, 0);
      window.until(() -> window.pointing.contains("discrete 1 -2"));
      window.pump();

      double vertical =
          window.pointing.stream()
              .filter(e -> e.startsWith("axis 0 "))
              .mapToDouble(e -> Double.parseDouble(e.substring(7)))
              .sum();
      assertThat(vertical).isEqualTo(20);
      assertThat(window.pointing.stream().filter(e -> e.startsWith("discrete 0")))
          .containsExactly("discrete 0 1");
      assertThat(window.pointing).contains("axis 1 -30.0");
    }
  }

  @Test
  void fingers_and_pens_move_the_pointer() throws Exception {
    try (var injector = open("us", Set.of(DeviceKind.KEYBOARD, DeviceKind.TOUCH, DeviceKind.PEN));
        var window = window()) {
      touch(injector, TouchPoint.Phase.DOWN, 1, 0.5f, 0.5f);
      touch(injector, TouchPoint.Phase.UP, 1, 0.5f, 0.5f);
      window.until(() -> window.pointing.contains("button 272 0"));
      assertThat(window.pointing)
          .filteredOn(e -> e.startsWith("button"))
          .containsExactly("button 272 1", "button 272 0");
      window.pointing.clear();

      touch(injector, TouchPoint.Phase.DOWN, 1, 0.5f, 0.75f);
      touch(injector, TouchPoint.Phase.DOWN, 2, 0.6f, 0.75f);
      touch(injector, TouchPoint.Phase.MOVE, 1, 0.5f, 0.5f);
      touch(injector, TouchPoint.Phase.MOVE, 2, 0.6f, 0.5f);
      touch(injector, TouchPoint.Phase.CANCEL_ALL, 0, 0, 0);
      var sample = new PenSample();
      sample.phase = TouchPoint.Phase.DOWN;
      sample.x01 = 0.25f;
      sample.y01 = 0.5f;
      injector.pen(sample);
      sample.phase = TouchPoint.Phase.UP;
      injector.pen(sample);
      window.until(() -> window.pointing.contains("button 272 0"));

      double scrolled =
          window.pointing.stream()
              .filter(e -> e.startsWith("axis 0 "))
              .mapToDouble(e -> Double.parseDouble(e.substring(7)))
              .sum();
      assertThat(scrolled).isBetween(119.0, 121.0); // a quarter of 480 pixels, with the fingers
      assertThat(window.pointing)
          .contains("motion 160.0 240.0")
          .filteredOn(e -> e.startsWith("button"))
          .containsExactly("button 272 1", "button 272 0");
    }
  }

  private static void touch(Injector injector, TouchPoint.Phase phase, int id, float x, float y) {
    var point = new TouchPoint();
    point.phase = phase;
    point.id = id;
    point.x01 = x;
    point.y01 = y;
    injector.touch(point);
  }

  @Test
  void events_allocate_nothing() throws Exception {
    try (var injector = open("us");
        var window = window()) {
      var point = new TouchPoint();
      long bytes = 0;
      for (int round = 0; round < 2 * ROUNDS; round++) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 4; i++) {
          injector.moveBy(1, -1);
          injector.moveTo(0.5, round / (2.0 * ROUNDS));
          injector.scroll(0, 30);
          injector.button(BTN_LEFT, (i & 1) == 0);
          injector.key(KEY_A, (i & 1) == 0);
          point.phase = (i & 1) == 0 ? TouchPoint.Phase.DOWN : TouchPoint.Phase.UP;
          injector.touch(point);
        }
        if (round >= ROUNDS) { // everything is loaded by then
          bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        injector.flush();
        window.pump(); // sway throws clients out that do not read
      }

      assertThat(bytes / (24.0 * ROUNDS)).as("bytes for one event").isLessThan(1);
    }
  }

  @Test
  void keys_type_what_the_layout_says() throws Exception {
    try (var injector = open("de");
        var window = window()) {
      press(injector, KEY_Z);
      injector.key(KEY_LEFTSHIFT, true);
      press(injector, KEY_A);
      injector.key(KEY_LEFTSHIFT, false);
      press(injector, KEY_Q);

      assertThat(typed(window, 3)).isEqualTo("yAq");
    }
  }

  @Test
  void text_of_any_script_arrives_in_order_and_keys_work_on() throws Exception {
    String text = "Hello, Wörld! ¿Щедрый ёж? 漢字かな 한글 €½ 😀🦀\n\tend";
    try (var injector = open("us");
        var window = window()) {
      press(injector, KEY_Q);
      injector.text(text);
      press(injector, KEY_A);
      injector.key(KEY_LEFTSHIFT, true);
      injector.text("ab");
      press(injector, KEY_A);
      injector.key(KEY_LEFTSHIFT, false);

      String expected = "q" + text.replace('\n', '\r') + "a" + "ab" + "A";
      assertThat(typed(window, expected.codePointCount(0, expected.length()))).isEqualTo(expected);
    }
  }

  @Test
  void a_text_with_more_characters_than_keys_arrives_whole() throws Exception {
    var text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.appendCodePoint(0x4e00 + i * 7 % 211).append(i % 10);
    }
    try (var injector = open("us");
        var window = window()) {
      injector.text(text);

      assertThat(typed(window, 600)).isEqualTo(text.toString());
    }
  }

  @Test
  void caps_lock_is_told_to_programs() throws Exception {
    try (var injector = open("us");
        var window = window()) {
      press(injector, 58);
      press(injector, KEY_A);
      press(injector, 58);
      press(injector, KEY_A);

      assertThat(typed(window, 2)).isEqualTo("Aa");
    }
  }

  @Test
  void a_pointer_alone_makes_no_keyboard() throws Exception {
    try (var injector = open("us", Set.of(DeviceKind.POINTER))) {
      injector.key(KEY_A, true);
      injector.text("x");
      injector.flush();
    }
    assertThat(health.lost).isNotDone();
  }

  @Test
  void a_hundred_injectors_leave_no_descriptor() throws Exception {
    open("us").close();
    int before = descriptors();

    for (int i = 0; i < 100; i++) {
      try (var injector = open("us")) {
        injector.text("ж");
        injector.moveBy(1, 1);
      }
    }

    assertThat(descriptors()).isEqualTo(before);
  }

  @Test
  void a_dead_compositor_is_reported_once_and_later_calls_do_nothing() throws Exception {
    try (var injector = open("us")) {
      sway.process().destroyForcibly().waitFor();
      for (int i = 0; i < 3; i++) {
        injector.moveBy(1, 1);
        injector.flush();
      }

      assertThat(health.lost.get(5, TimeUnit.SECONDS).kind())
          .isEqualTo(BackendException.Kind.DEVICE_LOST);
      assertThat(health.losses).isEqualTo(1);
    }
  }

  @Test
  void a_compositor_that_hangs_never_blocks_the_caller() throws Exception {
    try (var injector = open("us")) {
      new ProcessBuilder("kill", "-STOP", Long.toString(sway.process().pid())).start().waitFor();
      try {
        long slowest = 0;
        for (int i = 0; i < 50_000; i++) {
          long start = System.nanoTime();
          injector.moveBy(1, 1);
          slowest = Math.max(slowest, System.nanoTime() - start);
        }
        injector.key(KEY_A, true);
        injector.key(KEY_A, false);

        assertThat(slowest).isLessThan(500_000_000L); // scheduling included; blocking is for ever
        assertThat(health.degraded).hasSize(1);
        assertThat(health.losses).isZero();
      } finally {
        new ProcessBuilder("kill", "-CONT", Long.toString(sway.process().pid())).start().waitFor();
      }
    }
  }

  @Test
  void an_unknown_output_or_seat_is_named() {
    var provider = new WlrootsInput(new Settings("us"));
    var region = new Region(0, 0, 1, 1);

    assertThatThrownBy(
            () ->
                provider.open(
                    new Placement("d", new WaylandSeat(sway.socket(), "seat0", "X-9"), region),
                    BOTH,
                    Feedback.NONE,
                    health))
        .hasMessageContaining("X-9");
    assertThatThrownBy(
            () ->
                provider.open(
                    new Placement("d", new WaylandSeat(sway.socket(), "s9", "HEADLESS-1"), region),
                    BOTH,
                    Feedback.NONE,
                    health))
        .hasMessageContaining("s9");
  }

  private static void press(Injector injector, int key) {
    injector.key(key, true);
    injector.key(key, false);
  }

  /// What a program reads: each key by the keymap and modifiers in force when it came.
  private static String typed(TestWindow window, int codePoints) throws Exception {
    window.until(() -> TypedText.of(window.keys).codePoints().count() >= codePoints);
    window.pump();
    return TypedText.of(window.keys);
  }

  private static int descriptors() {
    return new File("/proc/self/fd").list().length;
  }

  private static final class RecordedHealth implements StageHealth {
    final List<String> degraded = new ArrayList<>();
    final CompletableFuture<BackendException> lost = new CompletableFuture<>();
    int losses;

    @Override
    public void degraded(String detail) {
      degraded.add(detail);
    }

    @Override
    public void changed(String detail) {}

    @Override
    public void lost(BackendException cause) {
      losses++;
      lost.complete(cause);
    }
  }

  /// Settings as the component runtime would hand them over.
  private record Settings(String layout) implements WlrootsInput.Config {
    @Override
    public long open_timeout_ms() {
      return 5_000;
    }

    @Override
    public String variant() {
      return "";
    }

    @Override
    public String options() {
      return "";
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return WlrootsInput.Config.class;
    }
  }
}
