package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Stage;
import io.oriel.api.trust.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several input backends that come, go and fail, under one session.
class SessionInputTest {
  private static final PadInfo XBOX =
      new PadInfo(PadType.XBOX, Set.of(PadCapability.RUMBLE), 0, "pad-0");
  private static final PadInfo DUALSENSE =
      new PadInfo(
          PadType.PLAYSTATION,
          EnumSet.of(PadCapability.RUMBLE, PadCapability.GYROSCOPE),
          0,
          "pad-1");

  private final List<String> toClient = new ArrayList<>();
  private final Feedback client =
      new Feedback() {
        @Override
        public void rumble(int slot, int low16, int high16, int durationMs) {
          toClient.add("rumble " + slot + " " + low16);
        }

        @Override
        public void motionWanted(int slot, int hz, MotionType type) {
          toClient.add("motion " + slot + " " + hz);
        }
      };
  private final InputBench bench = new InputBench(client);
  private final Taker desk =
      new Taker("desk", EnumSet.of(DeviceKind.KEYBOARD, DeviceKind.POINTER), 60);
  private final Taker kernel = new Taker("kernel", EnumSet.allOf(DeviceKind.class), 40);
  private SessionInput input;

  @BeforeEach
  void start() {
    add(desk);
    add(kernel);
    input = bench.session(Map.of());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void add(Taker taker) {
    bench.backends.addInjector(taker, Fakes.id(taker.id));
  }

  private void remove(Taker taker) {
    bench.backends.removeInjector(taker);
    bench.settle();
  }

  private static GamepadState state(int buttons) {
    var state = new GamepadState();
    state.buttons = buttons;
    return state;
  }

  @Test
  void every_kind_of_device_goes_to_the_backend_that_takes_it_best() {
    assertThat(desk.events()).containsExactly("open keyboard, pointer");
    assertThat(kernel.events()).containsExactly("open touch, pen");
    assertThat(bench.chain(input)).isEqualTo(Map.of(Stage.INPUT, "desk, kernel"));

    input.injector().key(30, true);

    assertThat(desk.events()).contains("key 30 down");
  }

  @Test
  void controllers_are_made_when_they_connect_and_removed_when_they_go() {
    input.injector().padConnected(3, XBOX);
    input.injector().gamepad(3, state(1));
    bench.settle();
    input.injector().gamepad(3, state(2));
    kernel.feedback.rumble(3, 7, 7, 0);
    kernel.feedback.rumble(4, 9, 9, 0);
    input.injector().padGone(3);
    bench.settle();
    kernel.feedback.rumble(3, 8, 8, 0);

    assertThat(kernel.events())
        .containsExactly(
            "open gamepad", "pad 3 XBOX", "state 3 1", "state 3 2", "state 3 0", "gone 3");
    assertThat(toClient)
        .startsWith("motion 3 100", "rumble 3 7")
        .containsExactlyInAnyOrder("motion 3 100", "rumble 3 7", "rumble 3 0", "motion 3 0");
  }

  @Test
  void a_device_that_goes_leaves_no_controller_of_the_client_rumbling() {
    input.injector().padConnected(0, XBOX);
    bench.settle();
    kernel.feedback.rumble(0, 500, 0, 0);
    toClient.clear();

    remove(kernel);

    assertThat(toClient).containsExactlyInAnyOrder("rumble 0 0", "motion 0 0");
  }

  @Test
  void a_controller_that_comes_and_goes_faster_than_devices_are_made_waits_once() {
    for (int i = 0; i < 10_000; i++) {
      input.injector().padConnected(0, i % 2 == 0 ? DUALSENSE : XBOX);
    }
    int steps = bench.steps();
    bench.settle();

    assertThat(steps).isOne();
    assertThat(kernel.events()).endsWith("pad 0 XBOX", "state 0 0");
  }

  @Test
  void every_controller_gets_the_backend_that_suits_it() {
    var sony = new Taker("sony", EnumSet.of(DeviceKind.GAMEPAD), 90);
    sony.only = PadType.PLAYSTATION;
    add(sony);

    input.injector().padConnected(0, XBOX);
    input.injector().padConnected(1, DUALSENSE);
    bench.settle();

    assertThat(kernel.events()).contains("pad 0 XBOX").doesNotContain("pad 1 PLAYSTATION");
    assertThat(sony.events()).contains("pad 1 PLAYSTATION");
    assertThat(bench.remarks())
        .anySatisfy(r -> assertThat(r).contains("controller 2").contains("gyroscope"));
  }

  @Test
  void a_backend_that_comes_back_gets_its_devices_again_and_no_held_key() {
    input.injector().key(30, true);
    input.injector().padConnected(0, XBOX);
    bench.settle();
    input.injector().gamepad(0, state(4));
    var first = kernel.events();

    remove(desk);
    remove(kernel);
    assertThat(desk.events())
        .containsExactly("open keyboard, pointer", "key 30 down", "key 30 up", "close");
    assertThat(first).endsWith("state 0 0", "gone 0", "close");
    add(desk);
    add(kernel);
    bench.settle();

    assertThat(desk.events()).containsExactly("open keyboard, pointer");
    assertThat(kernel.opened.stream().flatMap(i -> i.events.stream())).contains("open touch, pen");
    assertThat(kernel.events()).containsExactly("open gamepad", "pad 0 XBOX", "state 0 4");
  }

  @Test
  void a_controller_is_not_forgotten_when_its_backend_leaves_while_it_makes_the_device() {
    kernel.whileConnecting =
        () -> CompletableFuture.runAsync(() -> bench.backends.removeInjector(kernel)).join();
    input.injector().padConnected(0, XBOX);
    bench.settle();
    assertThat(kernel.events()).contains("pad 0 XBOX").doesNotContain("close");

    kernel.whileConnecting = () -> {};
    add(kernel);
    bench.settle();
    input.injector().gamepad(0, state(4));

    assertThat(kernel.events())
        .containsExactly("open gamepad", "pad 0 XBOX", "state 0 0", "state 0 4");
  }

  @Test
  void a_backend_that_stays_away_is_replaced_by_the_next_one() throws Exception {
    remove(desk);
    assertThat(kernel.opened).hasSize(1);

    bench.timeGoesOn();

    assertThat(kernel.events()).containsExactly("open keyboard, pointer");
    assertThat(bench.remarks()).anyMatch(r -> r.contains("input=desk was taken away"));
  }

  @Test
  void an_injector_lost_by_its_own_fault_is_replaced_at_once() {
    input.injector().key(30, true);

    desk.health.lost(new BackendException(BackendException.Kind.FAILED, "broken pipe"));
    bench.settle();

    assertThat(desk.events()).endsWith("key 30 up", "close");
    assertThat(kernel.events()).containsExactly("open keyboard, pointer");
    assertThat(bench.remarks()).anyMatch(r -> r.contains("broken pipe"));
  }

  @Test
  void what_does_not_open_degrades_the_session() {
    bench.close();
    desk.failsToOpen = true;
    kernel.failsToOpen = true;
    input = bench.session(Map.of());

    assertThat(bench.chain(input)).isEmpty();
    assertThat(bench.remarks())
        .contains("no backend takes keyboard")
        .anyMatch(r -> r.contains("no device node"));
    input.injector().key(30, true);
  }

  @Test
  void a_controller_that_no_backend_can_make_harms_nobody() {
    kernel.failsToConnect = true;
    input.injector().padConnected(0, XBOX);
    bench.settle();
    input.injector().gamepad(0, state(1));

    assertThat(bench.remarks()).anyMatch(r -> r.contains("no room"));
    input.injector().key(30, true);
    assertThat(desk.events()).contains("key 30 down");
  }

  @Test
  void rights_that_are_taken_away_release_and_unplug_and_come_back() {
    input.injector().key(30, true);
    input.injector().padConnected(0, XBOX);
    bench.settle();

    input.rights(Set.of(Right.VIEW));
    bench.settle();
    assertThat(desk.events()).endsWith("key 30 up", "close");
    assertThat(kernel.events()).endsWith("gone 0");
    input.rights(EnumSet.allOf(Right.class));
    bench.settle();
    input.injector().key(31, true);

    assertThat(desk.events()).contains("key 31 down");
    assertThat(kernel.opened)
        .anySatisfy(i -> assertThat(i.events).endsWith("gone 0", "pad 0 XBOX", "state 0 0"));
  }

  @Test
  void a_controller_that_arrives_without_the_right_is_there_once_it_is_given() {
    input.rights(Set.of(Right.VIEW));
    input.injector().padConnected(2, XBOX);
    bench.settle();
    assertThat(kernel.opened).noneMatch(i -> i.events.contains("pad 2 XBOX"));

    input.rights(EnumSet.allOf(Right.class));
    bench.settle();

    assertThat(kernel.opened).anyMatch(i -> i.events.contains("pad 2 XBOX"));
  }

  @Test
  void a_controller_beyond_the_limit_takes_the_place_of_one_that_goes() {
    for (int i = 0; i < 5; i++) {
      input.injector().padConnected(i, XBOX);
    }
    bench.settle();

    input.injector().padGone(1);
    bench.settle();

    assertThat(kernel.events()).contains("gone 1", "pad 4 XBOX");
  }

  @Test
  void the_end_releases_everything() {
    input.injector().key(30, true);
    input.injector().padConnected(0, XBOX);
    bench.settle();
    input.injector().gamepad(0, state(1));

    bench.end(input, EndReason.CLIENT_GONE);

    assertThat(desk.events()).endsWith("key 30 up", "close");
    assertThat(kernel.events()).endsWith("state 0 1", "state 0 0", "gone 0", "close");
  }

  @Test
  void controllers_that_shall_stay_are_there_when_the_client_is_back() {
    bench.close();
    kernel.opened.clear();
    var keep = Map.of(io.oriel.api.session.SessionRequest.KEEP_PADS, "1");
    input = bench.session(keep);
    input.injector().padConnected(0, XBOX);
    bench.settle();
    input.injector().gamepad(0, state(1));
    var pads = kernel.events();
    bench.end(input, EndReason.CLIENT_GONE);
    assertThat(pads).endsWith("state 0 1", "state 0 0");
    toClient.clear();

    input = bench.session(keep);
    input.injector().padConnected(0, new PadInfo(PadType.XBOX, XBOX.capabilities(), 0, "pad-0"));
    bench.settle();
    input.injector().gamepad(0, state(2));

    assertThat(pads).endsWith("state 0 0", "state 0 2");
    assertThat(pads).filteredOn(e -> e.startsWith("pad")).hasSize(1);
    assertThat(toClient).containsExactly("motion 0 100");
    bench.end(input, EndReason.CLIENT_QUIT);
    bench.displayCloses();
    assertThat(pads).endsWith("gone 0", "close");
  }

  @Test
  void kept_controllers_leave_with_their_backend_or_for_a_client_that_does_not_want_them() {
    bench.close();
    var keep = Map.of(io.oriel.api.session.SessionRequest.KEEP_PADS, "1");
    input = bench.session(keep);
    input.injector().padConnected(0, XBOX);
    bench.settle();
    var pads = kernel.events();
    bench.end(input, EndReason.CLIENT_GONE);

    input = bench.session(Map.of());
    assertThat(pads).endsWith("gone 0", "close");
    bench.end(input, EndReason.CLIENT_GONE);

    input = bench.session(keep);
    input.injector().padConnected(0, XBOX);
    bench.settle();
    pads = kernel.events();
    bench.end(input, EndReason.CLIENT_GONE);
    remove(kernel);
    assertThat(pads).endsWith("gone 0", "close");
  }

  @Test
  void more_controllers_than_allowed_are_named_and_ignored() {
    for (int i = 0; i < 16; i++) {
      input.injector().padConnected(i, XBOX);
    }
    bench.settle();

    assertThat(kernel.events()).filteredOn(e -> e.startsWith("pad")).hasSize(4);
    assertThat(bench.remarks()).anyMatch(r -> r.contains("max.pads"));
  }
}
