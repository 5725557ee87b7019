package io.oriel.media.wayland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.wayland.protocol.WlCompositor;
import io.oriel.media.wayland.protocol.WlShm;
import io.oriel.media.wayland.protocol.WlShmPool;
import io.oriel.media.wayland.protocol.WlSurface;
import io.oriel.media.wayland.testing.HeadlessSway;
import io.oriel.media.wayland.testing.TestWindow;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwayTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static HeadlessSway sway;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(HeadlessSway.installed(), "sway is not installed");
    sway = HeadlessSway.start("640x480@60Hz", "#203040");
  }

  @AfterAll
  static void stop() throws Exception {
    if (sway != null) {
      sway.close();
    }
  }

  @Test
  void an_output_is_found_by_name_with_its_mode() throws Exception {
    try (var connection = WaylandConnection.connect(sway.socket())) {
      Globals globals = Globals.of(connection, LIMIT);

      Output output = Output.find(connection, globals, "HEADLESS-1", LIMIT).orElseThrow();

      assertThat(output.widthPx()).isEqualTo(640);
      assertThat(output.heightPx()).isEqualTo(480);
      assertThat(Output.find(connection, globals, "HEADLESS-9", LIMIT)).isEmpty();
    }
  }

  @Test
  void a_window_is_shown_and_sized_by_the_compositor() throws Exception {
    try (var window = new TestWindow(sway.socket())) {
      window.fill(0x112233);

      assertThat(window.widthPx()).isEqualTo(640);
      assertThat(window.heightPx()).isEqualTo(480);
    }
  }

  @Test
  void a_refused_request_names_the_interface() throws Exception {
    try (var connection = WaylandConnection.connect(sway.socket())) {
      Globals globals = Globals.of(connection, LIMIT);
      WlShm shm = globals.need(new WlShm(), 1);
      shm.createPool(new WlShmPool(), 0, -5);

      assertThatThrownBy(() -> connection.roundtrip(LIMIT))
          .isInstanceOf(ProtocolErrorException.class)
          .hasMessageContaining("wl_shm#");
    }
  }

  @Test
  void thousands_of_objects_come_and_go_on_few_ids() throws Exception {
    try (var connection = WaylandConnection.connect(sway.socket())) {
      var compositor = Globals.of(connection, LIMIT).need(new WlCompositor(), 4);
      int highest = 0;
      for (int i = 0; i < 2_000; i++) {
        var surface = new WlSurface();
        compositor.createSurface(surface);
        highest = Math.max(highest, surface.id());
        surface.destroy();
        if (i % 10 == 0) {
          connection.roundtrip(LIMIT);
        }
      }

      assertThat(highest).isLessThan(40);
    }
  }
}
