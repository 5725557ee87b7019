package io.oriel.transport.webrtc.internal;

import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebEndpoint;
import io.oriel.api.web.WebReply;
import io.oriel.api.web.WebSocket;
import io.oriel.api.web.WebSocketListener;
import io.oriel.media.webrtc.BusyException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// The WebSocket `/stream` of docs/reference/browser-protocol.md: control and small messages.
@Component(service = WebEndpoint.class)
@ServiceDescription("Messages of pages over WebRTC")
public final class StreamEndpoint implements WebEndpoint {
  static final String NAME = "stream";

  private static final int TRY_AGAIN_LATER = 1013; // of IANA's registry of close codes

  private final WebRtcTransport transport;

  @Activate
  public StreamEndpoint(@Reference WebRtcTransport transport) {
    this.transport = transport;
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
    return WebReply.text(426, "This is a WebSocket");
  }

  @Override
  public Optional<WebSocketListener> open(WebCall call, WebSocket socket) {
    if (!call.path().isEmpty()) {
      return Optional.empty();
    }
    StreamPaths paths = transport.paths();
    try {
      StreamPath path =
          paths.add(
              id -> new StreamPath(id, socket, socket::text, call.remote(), transport.startRate()));
      return Optional.of(new StreamSocket(paths, path));
    } catch (BusyException e) {
      socket.close(TRY_AGAIN_LATER, e.getMessage());
      return Optional.empty();
    }
  }
}
