package io.oriel.web.page.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebReply;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PageEndpointTest {
  private static final Path SITE =
      Path.of("src/main/resources/io/oriel/web/page/internal/site").toAbsolutePath();

  private final PageEndpoint page = new PageEndpoint(new Site(files()));

  @Test
  void the_page_is_checked_again_and_what_it_refers_to_is_kept_for_good() {
    var reply = call("GET", "/", Map.of());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers())
        .containsEntry("content-type", "text/html;charset=utf-8")
        .containsEntry("cache-control", "no-cache");
    var script = Pattern.compile("src=\"(~[0-9a-f]{16}/[^\"]+\\.js)\"").matcher(text(reply));
    assertThat(script.find()).isTrue();
    var referred = call("GET", "/" + script.group(1), Map.of());
    assertThat(referred.status()).isEqualTo(200);
    assertThat(referred.headers())
        .containsEntry("content-type", "text/javascript;charset=utf-8")
        .containsEntry("cache-control", "public, max-age=31536000, immutable");
  }

  @Test
  void a_page_that_has_not_changed_is_not_sent_again() {
    String tag = call("GET", "", Map.of()).headers().get("etag");

    assertThat(call("GET", "", Map.of("if-none-match", "\"other\", W/" + tag)).status())
        .isEqualTo(304);
    assertThat(call("GET", "", Map.of("if-none-match", "\"other\"")).status()).isEqualTo(200);
  }

  @Test
  void another_file_gives_everything_another_address() {
    var files = files();
    files.put("style.css", "body{}".getBytes(StandardCharsets.UTF_8));
    var other = new PageEndpoint(new Site(files));

    assertThat(call("GET", "/", Map.of()).headers().get("etag"))
        .isNotEqualTo(other.handle(request("GET", "/", Map.of())).headers().get("etag"));
  }

  @Test
  void compressed_bytes_go_to_those_who_take_them() throws Exception {
    var plain = call("GET", "/style.css", Map.of("accept-encoding", "br, gzip;q=0"));
    var packed = call("GET", "/style.css", Map.of("accept-encoding", "br, gzip"));

    assertThat(plain.headers()).doesNotContainKey("content-encoding");
    assertThat(packed.headers()).containsEntry("content-encoding", "gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes(packed)))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes(plain));
    }
  }

  @Test
  void only_files_of_the_page_are_found_and_only_read() {
    assertThat(call("GET", "/../Site.class", Map.of()).status()).isEqualTo(404);
    assertThat(call("GET", "/input", Map.of()).status()).isEqualTo(404);
    assertThat(call("POST", "/", Map.of()).status()).isEqualTo(405);
  }

  @Test
  void nothing_of_the_page_is_written_where_its_policy_forbids_it() {
    String html = text(call("GET", "/", Map.of()));

    assertThat(html).doesNotContain("style=").doesNotContain("<style").doesNotContain(" on");
    assertThat(Pattern.compile("<script(?![^>]* src=)").matcher(html).find()).isFalse();
  }

  private WebReply call(String method, String path, Map<String, String> headers) {
    return page.handle(request(method, path, headers));
  }

  private static WebCall request(String method, String path, Map<String, String> headers) {
    return new WebCall(
        method,
        path,
        Map.of(),
        headers,
        new byte[0],
        Optional.empty(),
        new InetSocketAddress("127.0.0.1", 1),
        "localhost");
  }

  private static byte[] bytes(WebReply reply) {
    return ((WebReply.Content.Bytes) reply.content()).bytes();
  }

  private static String text(WebReply reply) {
    return new String(bytes(reply), StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> files() {
    var files = new HashMap<String, byte[]>();
    try (var walk = Files.walk(SITE)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(SITE.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return files;
  }
}
