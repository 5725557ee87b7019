package io.oriel.host.exchange.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.audio.SoundRequest;
import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardContent.Kind;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebReply;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClipboardEndpointTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2};

  private final Client reader = Calls.client("c1", Right.CLIPBOARD_READ);
  private final Client writer = Calls.client("c2", Right.CLIPBOARD_WRITE);
  private final Client both = Calls.client("c3", Right.CLIPBOARD_READ, Right.CLIPBOARD_WRITE);
  private final List<Client> clients = Calls.clients(reader, writer, both);
  private ClipboardContent onDesktop;
  private boolean hasClipboard = true;
  private final ClipboardEndpoint clipboard =
      new ClipboardEndpoint(
          orchestrator(
              List.of(session("0001", reader), session("0002", writer), session("0003", both))),
          Calls.trust(clients));

  @Test
  void what_the_desktop_copied_is_fetched_as_what_it_is() {
    assertThat(get(both, "0003").status()).isEqualTo(204);

    onDesktop = ClipboardContent.text("für später");
    WebReply text = get(both, "0003");
    assertThat(text.headers()).containsEntry("content-type", "text/plain;charset=utf-8");
    assertThat(Calls.text(text)).isEqualTo("für später");

    onDesktop = new ClipboardContent(Kind.PNG, PNG);
    WebReply png = get(both, "0003");
    assertThat(png.headers())
        .containsEntry("content-type", "image/png")
        .containsEntry("cache-control", "no-store");
    assertThat(Calls.bytes(png)).isEqualTo(PNG);
  }

  @Test
  void text_and_pictures_are_put_on_the_desktop() {
    assertThat(put(both, "0003", "text/plain;charset=UTF-8", "größe".getBytes()).status())
        .isEqualTo(204);
    assertThat(onDesktop.kind()).isEqualTo(Kind.TEXT);
    assertThat(put(both, "0003", "image/png", PNG).status()).isEqualTo(204);
    assertThat(onDesktop.bytes()).isEqualTo(PNG);

    hasClipboard = false;
    assertThat(put(both, "0003", "image/png", PNG).status()).isEqualTo(409);
  }

  @Test
  void each_direction_has_its_own_right_looked_up_at_each_call() {
    onDesktop = ClipboardContent.text("x");

    assertThat(get(reader, "0001").status()).isEqualTo(200);
    assertThat(put(reader, "0001", "text/plain", new byte[1]).status()).isEqualTo(403);
    assertThat(get(writer, "0002").status()).isEqualTo(403);
    assertThat(put(writer, "0002", "text/plain", new byte[1]).status()).isEqualTo(204);
    clients.set(2, Calls.client("c3"));
    assertThat(get(both, "0003").status()).isEqualTo(403);
  }

  @Test
  void sessions_of_others_are_as_unknown_as_those_that_never_were() {
    assertThat(get(both, "0001").status()).isEqualTo(404);
    assertThat(get(both, "ffff").status()).isEqualTo(404);
    assertThat(get(both, "").status()).isEqualTo(404);
  }

  @Test
  void guests_and_strangers_are_refused() {
    var guest = new Admission(both, Optional.of("0003"), Instant.MAX);
    var query = Map.of("session", "0003");

    assertThat(
            clipboard
                .handle(Calls.call(Optional.of(guest), "GET", "", query, Map.of(), new byte[0]))
                .status())
        .isEqualTo(403);
    assertThat(
            clipboard
                .handle(Calls.call(Optional.empty(), "GET", "", query, Map.of(), new byte[0]))
                .status())
        .isEqualTo(401);
  }

  @Test
  void what_is_not_what_it_says_or_too_long_is_refused() {
    byte[] large = new byte[Kind.TEXT.mostBytes() + 1];
    Arrays.fill(large, (byte) 'x');

    assertThat(put(both, "0003", "text/plain", large).status()).isEqualTo(413);
    assertThat(put(both, "0003", "text/plain", new byte[] {(byte) 0xff}).status()).isEqualTo(400);
    assertThat(put(both, "0003", "image/png", "<svg>".getBytes()).status()).isEqualTo(400);
    assertThat(put(both, "0003", "image/png", new byte[0]).status()).isEqualTo(400);
    assertThat(put(both, "0003", "text/html", new byte[1]).status()).isEqualTo(415);
    assertThat(put(both, "0003", "", new byte[1]).status()).isEqualTo(415);
    assertThat(onDesktop).isNull();
  }

  private WebReply get(Client from, String session) {
    return clipboard.handle(Calls.call(from, "GET", "", Map.of("session", session), new byte[0]));
  }

  private WebReply put(Client from, String session, String type, byte[] body) {
    return clipboard.handle(
        Calls.call(
            Optional.of(Admission.of(from)),
            "PUT",
            "",
            Map.of("session", session),
            Map.of("content-type", type),
            body));
  }

  private Session session(String id, Client client) {
    var request =
        new SessionRequest(
            client,
            "Desktop",
            DisplayRequest.of("test", 640, 480, 60_000),
            List.of(),
            Set.of(),
            SoundRequest.NONE,
            Map.of());
    return (Session)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Session.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "id" -> id;
                  case "request" -> request;
                  case "copied" -> Optional.ofNullable(onDesktop);
                  case "copy" -> {
                    onDesktop = hasClipboard ? (ClipboardContent) arguments[0] : onDesktop;
                    yield hasClipboard;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static SessionOrchestrator orchestrator(List<Session> sessions) {
    return (SessionOrchestrator)
        Proxy.newProxyInstance(
            ClipboardEndpointTest.class.getClassLoader(),
            new Class<?>[] {SessionOrchestrator.class},
            (_, method, _) -> {
              if (method.getName().equals("sessions")) {
                return sessions;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
