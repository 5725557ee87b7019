package io.oriel.host.web.internal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.trust.Right;
import io.oriel.api.web.WebEndpoint.Access;
import io.oriel.api.web.WebReply;
import io.oriel.api.web.WebReply.Content;
import io.oriel.host.web.internal.endpoint.Mounts;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
  @TempDir Path folder;
  private TestHost host;
  private TestBrowser browser;

  @BeforeEach
  void open() throws Exception {
    host = new TestHost(folder);
    browser = host.browser();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void the_first_segment_finds_the_endpoint_and_the_page_gets_the_rest() throws Exception {
    host.mounts.add(TestEndpoint.echo("/", Access.ANYBODY));
    host.mounts.add(TestEndpoint.echo("/whep", Access.ANYBODY));

    assertThat(browser.get("/").text()).isEqualTo("/|/");
    assertThat(browser.get("/style.css?v=1").text()).isEqualTo("/|/style.css");
    assertThat(browser.get("/whep").text()).isEqualTo("/whep|");
    assertThat(browser.get("/whep/a%20b/ä".replace("ä", "%C3%A4")).text()).contains("/whep|/a b/");
    assertThat(browser.get("/whepper").text()).isEqualTo("/|/whepper");
    assertThat(browser.get("/api/nothing").status()).isEqualTo(404);
    assertThat(browser.get("/").header("content-security-policy"))
        .contains("script-src 'self'")
        .contains("connect-src 'self' https://localhost:*");
    assertThat(browser.get("/whep").header("content-security-policy")).contains("sandbox");
  }

  @Test
  void the_page_may_connect_to_the_transports_wherever_they_are() throws Exception {
    host.mounts.add(TestEndpoint.echo("/", Access.ANYBODY));
    Mounts.offer(host.offers, "https://127.0.0.1:4433/oriel");
    assertThat(browser.get("/").header("content-security-policy"))
        .contains("connect-src 'self' https://127.0.0.1:4433 https://localhost:*;");

    Mounts.offer(host.offers, "https://[fd00::1]:4433/oriel");

    assertThat(browser.get("/").header("content-security-policy")).contains(" https: ");
  }

  @Test
  void strangers_are_kept_out_before_their_body_is_read() throws Exception {
    var files = TestEndpoint.echo("/files", Access.CLIENTS);
    host.mounts.add(files);

    var got = browser.request("PUT", "/files/x", new byte[1000], "Origin: " + browser.origin());

    assertThat(got.status()).isEqualTo(401);
    assertThat(files.calls).isEmpty();
    var key = new TestKey();
    host.trust.add("phone", key.encoded(), Right.usual());
    key.login(browser);
    assertThat(
            browser
                .request("PUT", "/files/x", new byte[1000], "Origin: " + browser.origin())
                .status())
        .isEqualTo(200);
    var call = files.calls.take();
    assertThat(call.body()).hasSize(1000);
    assertThat(call.caller().orElseThrow().client().name()).isEqualTo("phone");
    assertThat(call.headers()).doesNotContainKey("cookie");
    assertThat(call.authority()).isEqualTo("localhost:" + host.plain);
  }

  @Test
  void bodies_are_bounded() throws Exception {
    host.mounts.add(TestEndpoint.echo("/whep", Access.ANYBODY));
    String origin = "Origin: " + browser.origin();

    assertThat(browser.request("POST", "/whep", new byte[64 << 10], origin).status())
        .isEqualTo(200);
    assertThat(browser.request("POST", "/whep", new byte[(64 << 10) + 1], origin).status())
        .isEqualTo(413);
    try (var socket = browser.connect()) {
      browser.send(
          socket, "POST", "/whep", null, origin, "Content-Length: 99999", "Expect: 100-continue");
      assertThat(TestBrowser.read(socket.getInputStream(), false).status()).isEqualTo(413);
    }
    try (var socket = browser.connect()) {
      browser.send(
          socket, "POST", "/whep", null, origin, "Content-Length: 2", "Expect: 100-continue");
      assertThat(TestBrowser.read(socket.getInputStream(), false).status()).isEqualTo(100);
      socket.getOutputStream().write("hi".getBytes());
      assertThat(TestBrowser.read(socket.getInputStream(), false).status()).isEqualTo(200);
    }
  }

  @Test
  void a_connection_serves_many_requests_and_keeps_their_order() throws Exception {
    host.mounts.add(TestEndpoint.echo("/a", Access.ANYBODY));
    try (var socket = browser.connect()) {
      for (int i = 0; i < 3; i++) {
        browser.send(socket, "GET", "/a/" + i, null); // all before the first answer
      }
      browser.send(socket, "POST", "/a/x", new byte[3]); // refused for want of an origin
      for (int i = 0; i < 3; i++) {
        assertThat(TestBrowser.read(socket.getInputStream(), false).text()).isEqualTo("/a|/" + i);
      }
      assertThat(TestBrowser.read(socket.getInputStream(), false).status()).isEqualTo(403);
    }
  }

  @Test
  void files_come_whole_and_in_ranges() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("big"), bytes);
    List<FileChannel> opened = Collections.synchronizedList(new ArrayList<>());
    host.mounts.add(
        new TestEndpoint(
            "/files",
            Access.ANYBODY,
            _ -> {
              var open = FileChannel.open(file);
              opened.add(open);
              return new WebReply(200, Map.of("etag", "\"1\""), new Content.File(open));
            }));

    assertThat(browser.get("/files/big").body()).isEqualTo(bytes);
    var part = browser.get("/files/big", "Range: bytes=1000000-1000009");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("content-range")).isEqualTo("bytes 1000000-1000009/3000000");
    assertThat(part.body()).hasSize(10).startsWith(bytes[1_000_000]);
    assertThat(browser.get("/files/big", "Range: bytes=-5").body()).endsWith(bytes[2_999_999]);
    assertThat(browser.get("/files/big", "Range: bytes=3000000-").status()).isEqualTo(416);
    assertThat(browser.get("/files/big", "Range: bytes=0-1", "If-Range: \"0\"").body())
        .hasSize(bytes.length);
    assertThat(browser.get("/files/big", "If-None-Match: \"1\"").status()).isEqualTo(304);
    var head = browser.request("HEAD", "/files/big", null);
    assertThat(head.header("content-length")).isEqualTo("3000000");
    awaitClosed(opened);
  }

  private static void awaitClosed(List<FileChannel> files) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (files.stream().anyMatch(FileChannel::isOpen) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(files).hasSize(7).noneMatch(FileChannel::isOpen);
  }

  @Test
  void a_download_ends_with_its_login() throws Exception {
    var key = new TestKey();
    var client = host.trust.add("phone", key.encoded(), Right.usual());
    key.login(browser);
    long size = 1L << 30;
    Path file = folder.resolve("large");
    try (var sparse = FileChannel.open(file, CREATE, WRITE)) {
      sparse.write(ByteBuffer.wrap(new byte[1]), size - 1);
    }
    host.mounts.add(
        new TestEndpoint(
            "/files",
            Access.CLIENTS,
            _ -> new WebReply(200, Map.of(), new Content.File(FileChannel.open(file)))));
    try (Socket socket = browser.connect()) {
      browser.send(socket, "GET", "/files/large", null);
      var in = socket.getInputStream();
      long came = in.readNBytes(1 << 20).length;

      host.trust.remove(client.id());

      var piece = new byte[1 << 16];
      for (int some = in.read(piece); some >= 0; some = in.read(piece)) {
        came += some;
      }
      assertThat(came).isGreaterThanOrEqualTo(1 << 20).isLessThan(size);
    }
  }

  @Test
  void an_answer_that_cannot_be_sent_ends_the_connection() throws Exception {
    host.mounts.add(
        new TestEndpoint(
            "/bad",
            Access.ANYBODY,
            _ -> new WebReply(200, Map.of("x", "a\r\nb"), new Content.Bytes(new byte[0]))));

    try (Socket socket = browser.connect()) {
      browser.send(socket, "GET", "/bad", null);

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void an_endpoint_that_fails_is_an_answer_too() throws Exception {
    host.mounts.add(
        new TestEndpoint(
            "/bad",
            Access.ANYBODY,
            _ -> {
              throw new IllegalStateException("a test");
            }));

    var got = browser.get("/bad");

    assertThat(got.status()).isEqualTo(500);
    assertThat(got.text()).doesNotContain("a test");
  }

  @Test
  void calls_end_with_their_endpoint() throws Exception {
    var entered = new CountDownLatch(1);
    var left = new CompletableFuture<Boolean>();
    var slow =
        new TestEndpoint(
            "/slow",
            Access.ANYBODY,
            _ -> {
              entered.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                left.complete(true);
              }
              return WebReply.empty(204);
            });
    host.mounts.add(slow);
    var got =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return browser.get("/slow").status();
              } catch (java.io.IOException e) {
                return 0;
              }
            });
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

    host.mounts.remove(slow);

    assertThat(left.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(got.get(20, TimeUnit.SECONDS)).isEqualTo(204);
    assertThat(browser.get("/slow").status()).isEqualTo(404);
  }

  @Test
  void a_path_has_one_endpoint_and_the_next_one_waits() throws Exception {
    var first = TestEndpoint.echo("/a", Access.ANYBODY);
    var second = new TestEndpoint("/a", Access.ANYBODY, _ -> WebReply.text(200, "second"));
    host.mounts.add(first);
    host.mounts.add(second);
    host.mounts.add(TestEndpoint.echo("/api", Access.ANYBODY));
    host.mounts.add(TestEndpoint.echo("/A/b", Access.ANYBODY));

    assertThat(browser.get("/a").text()).isEqualTo("/a|");
    assertThat(browser.get("/api").status()).isEqualTo(404);
    host.mounts.remove(first);

    assertThat(browser.get("/a").text()).isEqualTo("second");
  }
}
