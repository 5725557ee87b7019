package io.oriel.media.webtransport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.webtransport.client.TestClient;
import io.oriel.media.webtransport.client.TestMessage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebTransportServerTest {
  @TempDir Path folder;

  @Test
  void a_message_comes_whole_on_a_stream_of_its_own() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      var listener = server.listener();
      byte[] body = new byte[50_000];
      new Random(1).nextBytes(body);

      var sent =
          listener
              .session
              .get()
              .createUni(
                  7,
                  ByteBuffer.wrap(new byte[] {1, 2, 3}),
                  MemorySegment.ofArray(body),
                  3,
                  WebTransportSession.NO_DEADLINE);
      TestMessage came = client.message();

      assertThat(came.whole()).isTrue();
      assertThat(came.bytes()).startsWith(1, 2, 3).endsWith(body).hasSize(50_003);
      assertThat(listener.ended.poll(30, TimeUnit.SECONDS)).isSameAs(sent);
      assertThat(sent.state()).isEqualTo(OutgoingStream.State.SENT);
      assertThat(sent.tag()).isEqualTo(7);
      assertThat(listener.session.get().unfinishedStreams()).isZero();
      assertThat(listener.session.get().unfinishedBytes()).isZero();
    }
  }

  @Test
  void datagrams_come_back() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      var session = server.session();

      client.send("ping".getBytes(UTF_8));

      assertThat(client.datagram()).isEqualTo("ping".getBytes(UTF_8));
      assertThat(session.maxDatagramBytes()).isBetween(1100, 1200);
      assertThat(session.datagram(ByteBuffer.allocate(session.maxDatagramBytes()))).isTrue();
      assertThat(client.datagram()).hasSize(session.maxDatagramBytes());
      assertThat(session.datagram(ByteBuffer.allocate(session.maxDatagramBytes() + 1))).isFalse();
    }
  }

  @Test
  void a_clients_stream_is_read_and_answered() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      var stream = client.stream(true);

      stream.write("hello ".getBytes(UTF_8)).finish("host".getBytes(UTF_8));

      assertThat(stream.ended().get(30, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.received()).isEqualTo("hello host.".getBytes(UTF_8));
    }
  }

  @Test
  void a_clients_unidirectional_stream_is_read() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      var listener = server.listener();

      client.stream(false).finish("hello".getBytes(UTF_8));

      assertThat(listener.streamNews.poll(30, TimeUnit.SECONDS)).isEqualTo("read 5");
      assertThat(listener.streamNews.poll(30, TimeUnit.SECONDS)).isEqualTo("finished");
    }
  }

  @Test
  void a_stream_that_its_client_resets_has_failed() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      var listener = server.listener();
      var stream = client.stream(true).write("hello".getBytes(UTF_8));
      assertThat(listener.streams.poll(30, TimeUnit.SECONDS)).isNotNull();

      stream.reset(9);

      assertThat(listener.streamNews.poll(30, TimeUnit.SECONDS)).isEqualTo("failed");
      assertThat(listener.session.get().isOpen()).isTrue();
    }
  }

  @Test
  void the_request_says_path_origin_and_protocols() throws Exception {
    try (var server = new ServerFixture(folder);
        var client =
            TestClient.open(
                server.address(),
                server.hash(),
                "/oriel",
                "https://page.example",
                List.of("other", "oriel-1"))) {
      var session = server.session();

      assertThat(session.request().path()).isEqualTo("/oriel");
      assertThat(session.request().origin()).contains("https://page.example");
      assertThat(session.request().protocols()).containsExactly("other", "oriel-1");
      assertThat(session.request().peer().getAddress().isLoopbackAddress()).isTrue();
      assertThat(session.protocol()).isEqualTo("oriel-1");
      assertThat(client.answer().headers().get("wt-protocol")).hasToString("\"oriel-1\"");
    }
  }

  @Test
  void a_refused_client_learns_the_status() throws Exception {
    try (var server = new ServerFixture(folder)) {
      assertThatThrownBy(() -> TestClient.open(server.address(), server.hash(), "/elsewhere"))
          .hasMessage("status 404");
      assertThat(server.server.sessions()).isZero();
    }
  }

  @Test
  void a_client_ends_its_session_with_code_and_reason() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      var listener = server.listener();

      client.end(-2, "enough");

      assertThat(listener.closed.get(30, TimeUnit.SECONDS))
          .isEqualTo(new CloseReason(CloseReason.By.CLIENT, -2, "enough"));
      assertThat(listener.session.get().isOpen()).isFalse();
      assertThat(server.server.sessions()).isZero();
    }
  }

  @Test
  void the_host_ends_a_session_with_code_and_reason() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      var listener = server.listener();

      listener.session.get().close(77, "bye");

      assertThat(client.closedByHost().get(30, TimeUnit.SECONDS)).isEqualTo("77 bye");
      assertThat(listener.closed.get(30, TimeUnit.SECONDS).by()).isEqualTo(CloseReason.By.HOST);
    }
  }

  @Test
  void a_second_session_on_a_connection_is_refused() throws Exception {
    try (var server = new ServerFixture(folder);
        var client = server.client()) {
      var session = server.session();

      assertThatThrownBy(() -> client.openAnother(server.address(), "/oriel"))
          .hasMessage("status 429");

      assertThat(session.isOpen()).isTrue();
    }
  }
}
