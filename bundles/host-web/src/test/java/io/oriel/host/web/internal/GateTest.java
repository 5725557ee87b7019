package io.oriel.host.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.web.WebEndpoint.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  @TempDir Path folder;
  private TestHost host;
  private TestBrowser browser;

  @BeforeEach
  void open() throws Exception {
    host = new TestHost(folder);
    host.mounts.add(TestEndpoint.echo("/", Access.ANYBODY));
    browser = host.browser();
  }

  @AfterEach
  void close() {
    host.close();
  }

  private int withHost(String name) throws IOException {
    return browser.get("/", "Host: " + name).status();
  }

  @Test
  void names_that_are_not_the_hosts_own_are_refused() throws Exception {
    assertThat(withHost("localhost:" + host.plain)).isEqualTo(200);
    assertThat(withHost("127.0.0.1")).isEqualTo(200);
    assertThat(withHost("[::1]:1")).isEqualTo(200);
    assertThat(withHost("desk.example")).as("known, but anybody's without TLS").isEqualTo(421);
    assertThat(withHost("evil.example")).isEqualTo(421);
    assertThat(withHost("127.0.0.1.evil.example")).isEqualTo(421);
    assertThat(withHost("192.0.2.1")).as("plain HTTP is for this machine").isEqualTo(421);
    for (String bad : new String[] {"", "a b", "a@b", "x:99999", "x:y", "[::1", "-", "a/b"}) {
      assertThat(withHost(bad)).as("<%s>", bad).isEqualTo(400);
    }
    assertThat(raw("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void other_sites_pages_may_only_link_here() throws Exception {
    String[] json = {"Content-Type: application/json"};
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

    assertThat(browser.request("POST", "/api/challenge", body, json).status()).isEqualTo(403);
    for (String origin :
        new String[] {
          "null",
          "http://evil.example",
          "https://localhost:" + host.plain,
          "http://localhost:1",
          "http://127.0.0.1:" + host.plain
        }) {
      assertThat(
              browser
                  .request("POST", "/api/challenge", body, json[0], "Origin: " + origin)
                  .status())
          .as(origin)
          .isEqualTo(403);
    }
    assertThat(browser.get("/", "Origin: http://evil.example").status()).isEqualTo(403);
    assertThat(browser.get("/", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
    assertThat(browser.get("/", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate").status())
        .isEqualTo(200);
    assertThat(
            browser
                .request(
                    "POST",
                    "/api/challenge",
                    body,
                    json[0],
                    "Origin: " + browser.origin(),
                    "Sec-Fetch-Site: same-site")
                .status())
        .isEqualTo(403);
    assertThat(
            browser.request("POST", "/api/challenge", body, "Origin: " + browser.origin()).status())
        .as("a form could send that")
        .isEqualTo(415);
  }

  @Test
  void paths_do_not_lead_out() throws Exception {
    for (String path :
        new String[] {
          "/../x",
          "/a/../b",
          "/a/%2e%2e/b",
          "/a/%2E./b",
          "/./a",
          "/a//b",
          "/a%2fb",
          "/a%2Fb",
          "/a%00",
          "/a%0a",
          "/%ff",
          "/%",
          "/%zz",
          "a",
          "http://localhost/",
          "*",
          "/a#b"
        }) {
      assertThat(browser.get(path).status()).as(path).isEqualTo(400);
    }
  }

  @Test
  void requests_that_end_in_two_ways_are_refused_and_nothing_follows_them() throws Exception {
    String head =
        "POST /x HTTP/1.1\r\nHost: localhost:"
            + host.plain
            + "\r\nOrigin: "
            + browser.origin()
            + "\r\n";
    String second = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String[] both = {
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
      "Content-Length: +5\r\n\r\nabcde",
      "Content-Length: 5, 5\r\n\r\nabcde",
      "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
      " Content-Length: 5\r\n\r\nabcde",
      "X: y\n\r\n"
    };
    for (String one : both) {
      String answer = raw(head + one + second);
      assertThat(answer).as(one).matches("(?s)HTTP/1.1 (400|403|501) .*|");
      assertThat(answer).as(one).doesNotContain("smuggled");
    }
  }

  @Test
  void only_http_one_and_known_methods() throws Exception {
    assertThat(raw("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 505");
    assertThat(raw("BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 405");
    assertThat(raw("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 414");
    assertThat(raw("GET / HTTP/1.1\r\nX: " + "a".repeat(17_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  /// Everything the host answers to these bytes until it closes.
  private String raw(String request) throws IOException {
    return raw(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String raw(byte[] request) throws IOException {
    try (var socket = browser.connect()) {
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (java.net.SocketException _) {
        return ""; // reset: it was closed while we wrote
      }
    }
  }

  @Test
  void any_bytes_leave_the_host_as_it_was() throws Exception {
    var random = new Random(5);
    byte[] good =
        ("POST /api/login HTTP/1.1\r\nHost: localhost:"
                + host.plain
                + "\r\nOrigin: "
                + browser.origin()
                + "\r\nContent-Type: application/json\r\nCookie: oriel-login=x\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n1a\r\n{\"key\":\"AAAA\",\"challenge\":1}\r\n0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    long deadline = System.nanoTime() + 1_000_000_000L;
    for (int i = 0; i < 300 && System.nanoTime() < deadline; i++) {
      byte[] bad = good.clone();
      for (int k = random.nextInt(6); k >= 0; k--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      String answer = raw(java.util.Arrays.copyOf(bad, 1 + random.nextInt(bad.length)));
      assertThat(answer).doesNotContain("HTTP/1.1 500");
    }

    assertThat(browser.get("/").status()).isEqualTo(200);
  }
}
