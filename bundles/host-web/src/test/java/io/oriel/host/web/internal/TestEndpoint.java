package io.oriel.host.web.internal;

import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebEndpoint;
import io.oriel.api.web.WebReply;
import io.oriel.api.web.WebSocket;
import io.oriel.api.web.WebSocketListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// An endpoint that does what a test says and remembers what it was asked.
final class TestEndpoint implements WebEndpoint {
  /// What it does with a call.
  interface Handler {
    WebReply handle(WebCall call) throws IOException;
  }

  final BlockingQueue<WebCall> calls = new LinkedBlockingQueue<>();
  final BlockingQueue<WebSocket> sockets = new LinkedBlockingQueue<>();
  final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final String path;
  private final Access access;
  private final Handler handler;

  TestEndpoint(String path, Access access, Handler handler) {
    this.path = path;
    this.access = access;
    this.handler = handler;
  }

  /// One that answers with its own path and what was asked below it.
  static TestEndpoint echo(String path, Access access) {
    return new TestEndpoint(path, access, call -> WebReply.text(200, path + "|" + call.path()));
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Access access() {
    return access;
  }

  @Override
  public WebReply handle(WebCall call) throws IOException {
    calls.add(call);
    return handler.handle(call);
  }

  @Override
  public Optional<WebSocketListener> open(WebCall call, WebSocket socket) {
    calls.add(call);
    if (call.path().equals("/none")) {
      return Optional.empty();
    }
    sockets.add(socket);
    socket.text("hello");
    return Optional.of(
        new WebSocketListener() {
          @Override
          public void text(String message) {
            messages.add(message);
            socket.text("echo " + message);
          }

          @Override
          public void binary(ByteBuffer message) {
            var bytes = new byte[message.remaining()];
            message.get(bytes);
            messages.add("binary " + new String(bytes, StandardCharsets.UTF_8));
            socket.binary(ByteBuffer.wrap(bytes));
          }

          @Override
          public void closed() {
            messages.add("closed");
          }
        });
  }
}
