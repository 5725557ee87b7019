package io.oriel.input.libei.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SocketPathTest {
  @Test
  void a_server_is_found_as_libeis_clients_find_it() {
    var runtime = Map.of("XDG_RUNTIME_DIR", "/run/user/1");
    var named = Map.of("XDG_RUNTIME_DIR", "/run/user/1", "LIBEI_SOCKET", "eis-7");
    var absolute = Map.of("LIBEI_SOCKET", "/tmp/eis");
    assertThat(SocketPath.of("", runtime)).isEqualTo("/run/user/1/eis-0");
    assertThat(SocketPath.of("", named)).isEqualTo("/run/user/1/eis-7");
    assertThat(SocketPath.of("", absolute)).isEqualTo("/tmp/eis");
    assertThat(SocketPath.of("other", named)).isEqualTo("/run/user/1/other");
    assertThat(SocketPath.of("/there", named)).isEqualTo("/there");
  }
}
