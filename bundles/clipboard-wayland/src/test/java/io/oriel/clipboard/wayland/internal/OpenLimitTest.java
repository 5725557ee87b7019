package io.oriel.clipboard.wayland.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.backend.BackendException;
import io.oriel.api.clipboard.ClipboardProvider;
import io.oriel.tck.RecordedHealth;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLimitTest {
  private static final Pattern WITHIN = Pattern.compile("within ([0-9]+) ms");

  @TempDir Path folder;

  @Test
  void a_compositor_that_answers_once_and_late_gets_no_more_than_the_rest_of_the_time()
      throws Exception {
    Path socket = folder.resolve("wayland-slow");
    var clipboards = new WaylandClipboards(Fixture.settings(Map.of("open_timeout_ms", 2_000L)));
    var request =
        new ClipboardProvider.Request("wlroots", Map.of("WAYLAND_DISPLAY", socket.toString()));
    try (var _ = new SlowCompositor(socket, 300_000_000)) {
      var refused =
          catchThrowableOfType(
              BackendException.class,
              () -> clipboards.open(request, _ -> {}, new RecordedHealth()));

      assertThat(refused.kind()).isEqualTo(BackendException.Kind.FAILED);
      var within = WITHIN.matcher(refused.getMessage());
      assertThat(within.find()).as(refused.getMessage()).isTrue();
      assertThat(Long.parseLong(within.group(1))).isLessThanOrEqualTo(1_700);
    }
  }
}
