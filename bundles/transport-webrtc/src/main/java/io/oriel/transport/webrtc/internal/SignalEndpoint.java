package io.oriel.transport.webrtc.internal;

import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebEndpoint;
import io.oriel.api.web.WebReply;
import io.oriel.api.web.WebSocket;
import io.oriel.api.web.WebSocketListener;
import io.oriel.media.webrtc.BusyException;
import java.net.InetAddress;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;

/// The WebSocket `/signal` of docs/reference/room-signalling.md.
@Component(service = WebEndpoint.class)
@ServiceDescription("Signalling by rooms for WebRTC")
public final class SignalEndpoint implements WebEndpoint {
  private static final int TRY_AGAIN_LATER = 1013; // of IANA's registry of close codes

  private final WebRtcTransport transport;

  @Activate
  public SignalEndpoint(@Reference WebRtcTransport transport) {
    this.transport = transport;
  }

  @Override
  public String path() {
    return "/signal";
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
    InetAddress caller = call.remote().getAddress();
    var room = new RoomSocket(paths, socket::text);
    try {
      StreamPath path =
          paths.add(
              id ->
                  new StreamPath(id, socket, room::fromHost, call.remote(), transport.startRate()));
      room.begin(path, offer -> path.accept(transport, offer, caller).answer());
      return Optional.of(room);
    } catch (BusyException e) {
      socket.close(TRY_AGAIN_LATER, e.getMessage());
      return Optional.empty();
    }
  }
}
