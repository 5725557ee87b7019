package io.oriel.host.probe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallProbesTest {
  @TempDir Path root;
  private final RecordingSink sink = new RecordingSink();
  private FileWatch files;

  @BeforeEach
  void open() throws IOException {
    files = new FileWatch();
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void processors_are_counted_and_their_vector_units_named() throws Exception {
    Path cpuinfo = root.resolve("cpuinfo");
    Files.writeString(
        cpuinfo, "processor\t: 0\nmodel name\t: Some CPU @ 2.0GHz\nflags\t\t: fpu avx avx2 bmi2\n");

    new CpuProbe(cpuinfo).start(sink);

    assertThat(sink.facts)
        .containsEntry("cpu.model", "Some CPU @ 2.0GHz")
        .containsEntry("cpu.avx2", "yes")
        .containsEntry("cpu.avx512", "no")
        .containsKey("cpu.count");
  }

  @Test
  void this_system_names_its_kernel_distribution_memory_and_user() throws Exception {
    new SystemProbe().start(sink);
    new UserProbe().start(sink);

    assertThat(sink.facts)
        .containsKeys("kernel.release", "os.id", "os.name", "memory.total.mib", "user.uid");
  }

  @Test
  void a_pipewire_is_noticed_when_it_listens_and_when_it_ends() throws Exception {
    var probe = new PipeWireProbe(files, root);
    probe.start(sink);
    assertThat(sink.facts).doesNotContainKey("pipewire.socket");

    Path socket = Files.createFile(root.resolve("pipewire-0"));
    assertThat(sink.await(s -> s.conditions.contains("oriel.pipewire.running"))).isNotNegative();
    assertThat(sink.facts).containsEntry("pipewire.socket", socket.toString());

    Files.delete(socket);
    assertThat(sink.await(s -> !s.conditions.contains("oriel.pipewire.running"))).isNotNegative();
    assertThat(sink.facts).doesNotContainKey("pipewire.socket");
    probe.close();
  }

  @Test
  void pipewire_is_looked_for_where_its_clients_look() {
    assertThat(PipeWireProbe.directory(Map.of(), 1000)).isEqualTo(Path.of("/run/user/1000"));
    assertThat(PipeWireProbe.directory(Map.of("XDG_RUNTIME_DIR", "/a"), 1))
        .isEqualTo(Path.of("/a"));
    assertThat(
            PipeWireProbe.directory(
                Map.of("XDG_RUNTIME_DIR", "/a", "PIPEWIRE_RUNTIME_DIR", "/b"), 1))
        .isEqualTo(Path.of("/b"));
  }

  @Test
  void a_changed_keyboard_layout_is_noticed() throws Exception {
    Path file = root.resolve("keyboard");
    Files.writeString(file, "# a comment\nXKBLAYOUT=\"de\"\nXKBVARIANT=\"\"\n");
    var probe = new KeyboardProbe(files, file);
    probe.start(sink);
    assertThat(sink.facts)
        .containsEntry("keyboard.layout", "de")
        .doesNotContainKey("keyboard.variant");

    Files.writeString(file, "XKBLAYOUT=us,ru\nXKBVARIANT='intl,'\n");

    assertThat(sink.await(s -> "intl,".equals(s.facts.get("keyboard.variant")))).isNotNegative();
    assertThat(sink.facts).containsEntry("keyboard.layout", "us,ru");
    probe.close();
  }

  @Test
  void a_render_node_that_comes_and_goes_is_a_gpu_that_comes_and_goes() throws Exception {
    Path dri = root.resolve("dri");
    Path device = root.resolve("drm/renderD128/device");
    Files.createDirectories(device);
    Files.createDirectories(root.resolve("drivers/xe"));
    Files.createSymbolicLink(device.resolve("driver"), root.resolve("drivers/xe"));
    Files.writeString(device.resolve("vendor"), "0x8086\n");
    var probe = new GpuProbe(files, dri, root.resolve("drm"));
    probe.start(sink);
    assertThat(sink.facts).containsEntry("gpu.count", "0");

    Files.createDirectory(dri);
    Path node = Files.createFile(dri.resolve("renderD128"));

    assertThat(sink.await(s -> s.conditions.contains("oriel.gpu.xe"))).isNotNegative();
    assertThat(sink.await(s -> "1".equals(s.facts.get("gpu.count")))).isNotNegative();
    assertThat(sink.facts)
        .containsEntry("gpu.0.path", node.toString())
        .containsEntry("gpu.0.vendor", "0x8086");

    Files.delete(node);

    assertThat(sink.await(s -> s.conditions.isEmpty())).isNotNegative();
    assertThat(sink.facts).doesNotContainKey("gpu.0.path");
    probe.close();
  }

  @Test
  void a_device_that_appears_is_noticed() throws Exception {
    var probe = new DevicesProbe(files, root);
    probe.start(sink);
    assertThat(sink.facts).containsEntry("dev.uinput.access", "absent");

    Files.createFile(root.resolve("uinput"));

    assertThat(sink.await(s -> s.conditions.contains("oriel.dev.uinput"))).isNotNegative();
    assertThat(sink.facts).containsEntry("dev.uhid.access", "absent");
    probe.close();
  }
}
