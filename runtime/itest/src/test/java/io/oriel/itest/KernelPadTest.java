package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.input.uinput.evdev.KernelVm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Controllers beside an ordinary desktop, as a host without any settings runs it.
@Tag("kernel")
class KernelPadTest {
  private static final StreamListener NOBODY = new StreamListener() {};

  @Test
  void controllers_of_two_clients_are_pads_beside_their_headless_desktops() throws Exception {
    KernelVm.needUinput();
    try (var host = Stages.host()) {
      GameStreamHost one = host.paired();
      GameStreamHost two = host.paired();
      var options = StreamOptions.of(640, 480, 30);
      var first = one.stream("Desktop", options, NOBODY);
      try (var second = two.stream("Desktop", options, NOBODY)) {
        host.desktops(2);
        first.input().controllerArrived(0, 1, 2, 0xffff);
        second.input().controllerArrived(0, 2, 2, 0xffff);
        second.input().controllerArrived(3, 3, 2, 0xffff);

        assertThat(Await.until(Stages.PATIENCE, () -> pads().size() == 3))
            .as("%s", pads())
            .isTrue();
        assertThat(pads().stream().distinct()).as("told apart by their displays").hasSize(3);
        assertThat(devices()).as("what would type at this machine").isEqualTo(pads());
        first.close();
        assertThat(Await.until(Stages.PATIENCE, () -> pads().size() == 2))
            .as("%s", pads())
            .isTrue();
      }
      assertThat(Await.until(Stages.PATIENCE, () -> devices().isEmpty())).isTrue();
    }
  }

  private static List<String> pads() throws IOException {
    return devices().stream().filter(name -> name.startsWith("Oriel Pad ")).toList();
  }

  private static List<String> devices() throws IOException {
    var names = new ArrayList<String>();
    try (var all = Files.newDirectoryStream(Path.of("/sys/class/input"), "event*")) {
      for (Path each : all) {
        String name = Files.readString(each.resolve("device/name")).strip();
        if (name.startsWith("Oriel ")) {
          names.add(name);
        }
      }
    }
    names.sort(null);
    return names;
  }
}
