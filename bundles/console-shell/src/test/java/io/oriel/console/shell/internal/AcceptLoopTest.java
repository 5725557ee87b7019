package io.oriel.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AcceptLoopTest {
  @Test
  void a_connection_that_cannot_be_taken_does_not_end_the_shell() throws Exception {
    var calls = new AtomicInteger();
    var taken = new ArrayList<SocketChannel>();
    try (var connection = SocketChannel.open()) {
      new AcceptLoop(
              () ->
                  switch (calls.getAndIncrement()) {
                    case 0, 1 -> throw new IOException("Too many open files");
                    case 2 -> connection;
                    default -> throw new AsynchronousCloseException();
                  },
              taken::add)
          .run();

      assertThat(taken).containsExactly(connection);
    }
  }

  @Test
  void whatever_serving_throws_the_next_connection_is_taken() throws Exception {
    var calls = new AtomicInteger();
    var taken = new AtomicInteger();
    try (var connection = SocketChannel.open()) {
      new AcceptLoop(
              () -> {
                if (calls.getAndIncrement() == 2) {
                  throw new AsynchronousCloseException();
                }
                return connection;
              },
              _ -> {
                if (taken.getAndIncrement() == 0) {
                  throw new IllegalStateException("boom");
                }
              })
          .run();

      assertThat(taken).hasValue(2);
    }
  }
}
