package io.oriel.transport.webrtc.internal;

import io.oriel.api.web.Admission;
import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebEndpoint;
import io.oriel.api.web.WebReply;
import io.oriel.lib.browser.BrowserPeer;
import io.oriel.media.webrtc.BusyException;
import io.oriel.media.webrtc.SdpException;
import io.oriel.media.webrtc.WebRtcPeer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// Signalling after WHEP (draft-ietf-wish-whep §4): POST of an offer, DELETE of what came of it.
@Component(service = WebEndpoint.class)
@ServiceDescription("Offers of pages for WebRTC")
public final class WhepEndpoint implements WebEndpoint {
  static final String NAME = "whep";

  private static final String SDP = "application/sdp";

  private final StreamPaths paths;
  private final PeerSource source;

  @Activate
  public WhepEndpoint(@Reference WebRtcTransport transport) {
    this(transport.paths(), transport);
  }

  WhepEndpoint(StreamPaths paths, PeerSource source) {
    this.paths = paths;
    this.source = source;
  }

  @Override
  public String path() {
    return "/" + NAME;
  }

  @Override
  public Access access() {
    return Access.GUESTS;
  }

  @Override
  public WebReply handle(WebCall call) {
    return switch (call.method()) {
      case "POST" -> call.path().isEmpty() ? offered(call) : WebReply.empty(404);
      case "DELETE" -> ended(call);
      default -> new WebReply(405, Map.of("allow", "POST, DELETE"), bytes(""));
    };
  }

  private WebReply offered(WebCall call) {
    String type = call.headers().getOrDefault("content-type", "").split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase(SDP)) {
      return WebReply.text(415, "An offer is " + SDP);
    }
    Optional<StreamPath> path =
        paths.find(call.query().getOrDefault("connection", "")).filter(p -> owned(p, call));
    if (path.isEmpty()) {
      return WebReply.text(404, "There is no such connection: open /stream first");
    }
    String offer = new String(call.body(), StandardCharsets.UTF_8);
    try {
      WebRtcPeer peer = path.orElseThrow().accept(source, offer, call.remote().getAddress());
      return new WebReply(
          201,
          Map.of("content-type", SDP, "location", path() + "/" + peer.id()),
          bytes(peer.answer()));
    } catch (SdpException e) {
      return WebReply.text(400, e.getMessage());
    } catch (BusyException e) {
      return WebReply.text(429, e.getMessage());
    }
  }

  private WebReply ended(WebCall call) {
    if (!call.path().startsWith("/")) {
      return WebReply.empty(404);
    }
    Optional<StreamPath> path =
        paths.streaming(call.path().substring(1)).filter(p -> owned(p, call));
    path.ifPresent(p -> p.close("the page ended the stream"));
    return WebReply.empty(path.isPresent() ? 200 : 404);
  }

  /// Whether the caller is who the connection's ticket was given to.
  private static boolean owned(StreamPath path, WebCall call) {
    BrowserPeer peer = path.peer();
    Optional<String> its = peer.admission().map(Admission::client).map(c -> c.id());
    Optional<String> caller = call.caller().map(Admission::client).map(c -> c.id());
    return its.isPresent() && its.equals(caller);
  }

  private static WebReply.Content bytes(String text) {
    return new WebReply.Content.Bytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
