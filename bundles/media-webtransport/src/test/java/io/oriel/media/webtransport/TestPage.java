package io.oriel.media.webtransport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `page.js` in a headless Chromium; the page posts what it saw.
final class TestPage implements AutoCloseable {
  private final HttpServer web;
  private final Path profile;
  private final CompletableFuture<String> result = new CompletableFuture<>();
  private Process browser;

  private TestPage(HttpServer web, Path profile) {
    this.web = web;
    this.profile = profile;
  }

  static Optional<Path> chromium() {
    return List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .stream()
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static TestPage serve() throws IOException {
    Path profile = Files.createTempDirectory("oriel-page");
    var web = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    var page = new TestPage(web, profile);
    web.createContext("/", page::handle);
    web.start();
    return page;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] answer =
          switch (path) {
            case "/result" -> {
              result.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
              yield new byte[0];
            }
            case "/page.js" -> script();
            default -> "<!doctype html><script type=module src=page.js></script>".getBytes(UTF_8);
          };
      exchange
          .getResponseHeaders()
          .set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static byte[] script() throws IOException {
    try (var in = TestPage.class.getResourceAsStream("page.js")) {
      return in.readAllBytes();
    }
  }

  void open(String query) throws IOException {
    browser =
        new ProcessBuilder(
                chromium().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox", // tests may run as root, where it does not work
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0", // else headless ends once the page is loaded
                "http://127.0.0.1:" + web.getAddress().getPort() + "/?" + query)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  String result() throws Exception {
    return result.get(90, TimeUnit.SECONDS);
  }

  /// What the browser still writes while it ends stays behind.
  @Override
  public void close() {
    if (browser != null) {
      var all = Stream.concat(browser.descendants(), Stream.of(browser.toHandle())).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(process -> process.onExit().join());
    }
    web.stop(0);
    try (var files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left behind: " + profile + ": " + e);
    }
  }
}
