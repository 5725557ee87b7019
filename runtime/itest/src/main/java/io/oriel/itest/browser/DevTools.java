package io.oriel.itest.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// A connection of the Chrome DevTools Protocol, "flat" sessions. Any thread.
final class DevTools implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
  private final Map<String, BiConsumer<String, JsonObject>> sessions = new ConcurrentHashMap<>();
  private final Object turn = new Object();
  private final WebSocket socket;

  DevTools(URI address) throws IOException {
    try {
      socket =
          http.newWebSocketBuilder()
              .buildAsync(address, new Ear())
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      http.shutdownNow();
      throw new IOException("the browser does not take DevTools connections: " + e, e);
    } catch (InterruptedException e) {
      http.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        heard(message);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      fail(new IOException("the browser closed its DevTools connection: " + status));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      fail(error);
    }
  }

  private void fail(Throwable why) {
    calls.values().forEach(call -> call.completeExceptionally(why));
  }

  private void heard(JsonObject message) {
    if (message.has("id")) {
      var call = calls.remove(message.get("id").getAsInt());
      if (call != null) {
        call.complete(message);
      }
    } else if (message.has("sessionId")) {
      var session = sessions.get(message.get("sessionId").getAsString());
      if (session != null) {
        session.accept(message.get("method").getAsString(), message.getAsJsonObject("params"));
      }
    }
  }

  /// Hears a session's events on the connection's thread: only note them.
  void listen(String session, BiConsumer<String, JsonObject> events) {
    sessions.put(session, events);
  }

  void forget(String session) {
    sessions.remove(session);
  }

  /// Calls a method.
  ///
  /// @param session `null`: the browser itself
  JsonObject call(String session, String method, JsonObject parameters) throws IOException {
    int id = ids.incrementAndGet();
    var message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", parameters);
    if (session != null) {
      message.addProperty("sessionId", session);
    }
    var answer = new CompletableFuture<JsonObject>();
    calls.put(id, answer);
    try {
      synchronized (turn) { // a WebSocket takes one message after the other
        socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      JsonObject got = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (got.has("error")) {
        throw new IOException(method + ": " + got.get("error"));
      }
      return got.getAsJsonObject("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(method + " has no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      calls.remove(id);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
