package io.oriel.host.exchange.internal;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardContent.Kind;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebEndpoint;
import io.oriel.api.web.WebReply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// `/clipboard` of the browser protocol: what does not fit into a message, of the caller's own
/// sessions.
@Component
@ServiceDescription("Clipboards for browsers")
public final class ClipboardEndpoint implements WebEndpoint {
  private static final byte[] PNG_SIGNATURE = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'
  }; // PNG specification §5.2

  private final SessionOrchestrator sessions;
  private final Callers callers;

  @Activate
  public ClipboardEndpoint(@Reference SessionOrchestrator sessions, @Reference TrustStore trust) {
    this.sessions = sessions;
    callers = new Callers(trust);
  }

  @Override
  public String path() {
    return "/clipboard";
  }

  @Override
  public Access access() {
    return Access.CLIENTS;
  }

  @Override
  public int mostBodyBytes() {
    return Kind.PNG.mostBytes();
  }

  @Override
  public WebReply handle(WebCall call) {
    try {
      if (!call.path().isEmpty()) {
        throw new Refusal(404, "unknown", "There is nothing here.");
      }
      return switch (call.method()) {
        case "GET" -> get(session(call, callers.allowed(call, Right.CLIPBOARD_READ)));
        case "PUT" -> put(call, session(call, callers.allowed(call, Right.CLIPBOARD_WRITE)));
        default -> throw new Refusal(405, "method", "This cannot be done here.");
      };
    } catch (Refusal e) {
      return e.reply();
    }
  }

  /// Somebody else's session is as unknown as one that never was.
  private Session session(WebCall call, Client client) throws Refusal {
    String id = call.query().getOrDefault("session", "");
    return sessions.sessions().stream()
        .filter(s -> s.id().equals(id) && s.request().client().id().equals(client.id()))
        .findFirst()
        .orElseThrow(() -> new Refusal(404, "unknown", "You have no such session."));
  }

  private static WebReply get(Session session) {
    return session
        .copied()
        .map(
            content ->
                new WebReply(
                    200,
                    Map.of("content-type", content.kind().mimeType(), "cache-control", "no-store"),
                    new WebReply.Content.Bytes(content.bytes())))
        .orElseGet(() -> WebReply.empty(204));
  }

  private static WebReply put(WebCall call, Session session) throws Refusal {
    if (!session.copy(content(call))) {
      throw new Refusal(
          409, "unavailable", "This session's desktop has no clipboard that can be written now.");
    }
    return WebReply.empty(204);
  }

  private static ClipboardContent content(WebCall call) throws Refusal {
    String type = call.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    Kind kind;
    if (type.startsWith("image/png")) {
      kind = Kind.PNG;
    } else if (type.startsWith("text/plain")) {
      kind = Kind.TEXT;
    } else {
      throw new Refusal(415, "type", "Only text/plain and image/png can be copied.");
    }
    byte[] bytes = call.body();
    if (bytes.length > kind.mostBytes()) {
      throw new Refusal(
          413, "size", "No more than " + kind.mostBytes() + " bytes of this can be copied.");
    }
    boolean good = kind == Kind.PNG ? isPng(bytes) : isUtf8(bytes);
    if (!good) {
      throw new Refusal(400, "content", "This is not what it says it is: " + kind.mimeType() + ".");
    }
    return new ClipboardContent(kind, bytes);
  }

  private static boolean isPng(byte[] bytes) {
    return Arrays.mismatch(PNG_SIGNATURE, bytes) == PNG_SIGNATURE.length;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
