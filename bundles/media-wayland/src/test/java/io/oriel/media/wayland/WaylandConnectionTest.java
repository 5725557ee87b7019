package io.oriel.media.wayland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Memfd;
import io.oriel.media.wayland.protocol.WlCallback;
import io.oriel.media.wayland.protocol.WlRegistry;
import io.oriel.media.wayland.protocol.WlShm;
import io.oriel.media.wayland.protocol.WlShmPool;
import io.oriel.media.wayland.protocol.ZwlrVirtualPointerV1;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WaylandConnectionTest {
  private FakeCompositor fake;

  @BeforeEach
  void connect() throws Exception {
    fake = new FakeCompositor();
  }

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void a_request_has_the_documented_bytes() throws Exception {
    var registry = new WlRegistry();
    fake.client.display().getRegistry(registry);
    registry.bind(7, new WlShm(), 1);
    fake.client.flush();

    assertThat(fake.receive())
        .containsExactly(
            // wl_display.get_registry(new id 2)
            1,
            12 << 16 | 1,
            2,
            // wl_registry.bind(7, "wl_shm", version 1, new id 3)
            2,
            32 << 16,
            7,
            7,
            0x735f6c77,
            0x6d68,
            1,
            3);
  }

  @Test
  void an_event_reaches_its_listener() throws Exception {
    List<String> seen = new ArrayList<>();
    fake.client
        .display()
        .getRegistry(
            new WlRegistry(
                new WlRegistry.Events() {
                  @Override
                  public void global(int name, String type, int version) {
                    seen.add(name + type + version);
                  }
                }));

    fake.send(2, 0, 9, 7, 0x735f6c77, 0x6d68, 1);

    assertThat(fake.client.await(-1)).isTrue();
    assertThat(seen).containsExactly("9wl_shm1");
  }

  @Test
  void a_descriptor_travels_with_its_request() throws Exception {
    var registry = new WlRegistry();
    fake.client.display().getRegistry(registry);
    var shm = new WlShm();
    registry.bind(7, shm, 1);
    try (var memory = Memfd.create("pool", 4096)) {
      shm.createPool(new WlShmPool(), memory.fd(), 4096);
    }

    fake.client.flush();

    fake.receive();
    int fd = fake.socket.takeFd();
    assertThat(fd).isPositive();
    Fd.close(fd);
  }

  @Test
  void a_protocol_error_names_interface_and_message() throws Exception {
    fake.send(1, 0, 1, 3, 4, 0x646162); // wl_display.error(wl_display, 3, "bad")

    assertThatThrownBy(() -> fake.client.await(-1))
        .isInstanceOf(ProtocolErrorException.class)
        .hasMessage("wl_display#1: error 3: bad");
    assertThatThrownBy(() -> fake.client.flush())
        .isInstanceOf(WaylandException.class)
        .hasMessageContaining("bad");
  }

  @Test
  void an_id_is_used_again_only_after_the_compositor_confirmed() throws Exception {
    var first = new WlCallback();
    fake.client.display().sync(first);
    var second = new WlCallback();
    fake.client.display().sync(second);
    assertThat(List.of(first.id(), second.id())).containsExactly(2, 3);

    fake.send(1, 1, 2); // wl_display.delete_id(2)
    fake.client.await(-1);

    assertThat(first.isUnattached()).isTrue();
    fake.client.display().sync(first);
    assertThat(first.id()).isEqualTo(2);
  }

  @Test
  void a_wake_ends_the_wait_without_an_event() throws Exception {
    fake.client.wake();

    assertThat(fake.client.await(-1)).isFalse();
  }

  @Test
  void a_compositor_that_goes_away_is_an_exception() throws Exception {
    fake.socket.close();

    assertThatThrownBy(() -> fake.client.roundtrip(Duration.ofSeconds(5)))
        .isInstanceOf(WaylandException.class);
  }

  @Test
  void a_compositor_that_does_not_answer_is_an_exception() {
    assertThatThrownBy(() -> fake.client.roundtrip(Duration.ofMillis(20)))
        .hasMessageContaining("did not answer");
  }

  @Test
  void a_compositor_that_does_not_read_fails_the_request_instead_of_blocking() throws Exception {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000_000; i++) {
                fake.client.display().sync(new WlCallback());
              }
            })
        .isInstanceOf(WaylandException.class)
        .hasMessageContaining("does not read");
  }

  @Test
  void a_request_newer_than_the_bound_version_is_refused() throws Exception {
    var registry = new WlRegistry();
    fake.client.display().getRegistry(registry);
    var shm = new WlShm();
    registry.bind(7, shm, 1);

    assertThatThrownBy(() -> shm.require(2, "release")).hasMessageContaining("version 1");
  }

  @Test
  void requests_and_events_of_a_running_stream_allocate_nothing() throws Exception {
    var pointer = new ZwlrVirtualPointerV1();
    fake.client.adopt(pointer, 2);
    var callback = new WlCallback();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 20_000; i++) {
      step(pointer, callback);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      step(pointer, callback);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated / 1000).isZero();
  }

  private void step(ZwlrVirtualPointerV1 pointer, WlCallback callback) throws Exception {
    pointer.motion(1, 2.5, -1);
    pointer.frame();
    fake.client.display().sync(callback);
    fake.client.flush();
    fake.drain();
    fake.confirm(callback.id());
    fake.client.dispatch();
  }
}
