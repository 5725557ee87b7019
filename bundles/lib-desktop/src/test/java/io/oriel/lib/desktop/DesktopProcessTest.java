package io.oriel.lib.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopProcessTest {
  @TempDir Path folder;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
    process = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
    System.clearProperty("oriel.logs");
  }

  @Test
  void a_socket_is_awaited_until_somebody_listens() throws Exception {
    var program = new DesktopProcess("sleep", process, DisplayLog.create("test"));
    Path socket = folder.resolve("socket");
    try (var bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      bound.bind(UnixDomainSocketAddress.of(socket));
    } // its file stays, and nobody listens there any more

    assertThatThrownBy(() -> program.await(socket, System.nanoTime() + 50_000_000))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("does not listen");

    var awaited =
        CompletableFuture.runAsync(
            () -> {
              try {
                program.await(socket, System.nanoTime() + 30_000_000_000L);
              } catch (BackendException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(awaited).isNotDone();
    Path other = folder.resolve("other");
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(other));
      Files.move(other, socket, StandardCopyOption.ATOMIC_MOVE);
      awaited.get(30, TimeUnit.SECONDS);
    }
  }
}
