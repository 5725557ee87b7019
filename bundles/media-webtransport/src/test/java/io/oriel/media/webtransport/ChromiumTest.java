package io.oriel.media.webtransport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real page in a real browser.
@Timeout(120)
class ChromiumTest {
  private static final int FRAMES = 200; // more than Chromium allows at once

  @TempDir Path folder;

  @Test
  void a_page_gets_streams_datagrams_and_a_close() throws Exception {
    Assumptions.assumeTrue(
        TestPage.chromium().isPresent(), "chromium is not installed: apt-get install chromium");
    var certificate = RotatingCertificate.open(folder.resolve("certs"), InstantSource.system());
    var config =
        WebTransportConfig.of(
                List.of(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)), certificate)
            .withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));
    var listener = new PageListener();
    try (var server =
            WebTransportServer.open(
                config,
                request ->
                    request.path().equals("/oriel")
                            && request.origin().orElse("").startsWith("http://127.0.0.1:")
                        ? new Decision.Accepted("oriel-1", listener)
                        : new Decision.Refused(404));
        var page = TestPage.serve()) {
      String hash = Base64.getEncoder().encodeToString(certificate.hashes().getFirst());
      int port = server.addresses().getFirst().getPort();
      page.open(
          "url="
              + URLEncoder.encode("https://127.0.0.1:" + port + "/oriel", UTF_8)
              + "&hash="
              + URLEncoder.encode(hash, UTF_8)
              + "&frames="
              + FRAMES);

      String seen = page.result();

      assertThat(seen)
          .as("host: %s", listener.closed.getNow(null))
          .doesNotContain("error")
          .contains("\"protocol\":\"oriel-1\"")
          .contains("\"echo\":\"hello\"")
          .contains("\"datagram\":[1,2,3]")
          .contains("\"frames\":" + FRAMES + ",\"bytes\":" + FRAMES * 20_004L)
          .contains("\"closed\":\"5 the host ends\"");
      assertThat(listener.closed.get(30, TimeUnit.SECONDS).by()).isEqualTo(CloseReason.By.HOST);
    }
  }

  /// Echoes `hello`, sends frames at `go`, closes at `end`.
  private static final class PageListener implements WebTransportListener {
    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private WebTransportSession session;
    private int sent;

    @Override
    public void opened(WebTransportSession opened) {
      session = opened;
    }

    @Override
    public void datagram(ByteBuffer bytes) {
      session.datagram(bytes);
    }

    @Override
    public ClientStreamListener streamOpened(ClientStream stream) {
      return bytes -> {
        String said = UTF_8.decode(bytes.duplicate()).toString();
        switch (said) {
          case "go" -> next();
          case "end" -> session.close(5, "the host ends");
          default -> stream.write(bytes);
        }
      };
    }

    @Override
    public void streamEnded(OutgoingStream stream) {
      if (stream.state() == OutgoingStream.State.SENT) {
        next();
      }
    }

    private void next() {
      while (sent < FRAMES && session.unfinishedStreams() < 8) {
        sent++;
        session.createUni(
            sent,
            ByteBuffer.allocate(4).putInt(0, sent),
            MemorySegment.ofArray(new byte[20_000]),
            3,
            WebTransportSession.NO_DEADLINE);
      }
    }

    @Override
    public void closed(CloseReason reason) {
      closed.complete(reason);
    }
  }
}
