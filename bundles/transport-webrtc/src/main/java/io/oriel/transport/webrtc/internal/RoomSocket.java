package io.oriel.transport.webrtc.internal;

import com.google.gson.JsonObject;
import io.oriel.api.app.App;
import io.oriel.api.web.WebSocketListener;
import io.oriel.media.webrtc.BusyException;
import io.oriel.media.webrtc.SdpException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// One peer in a room with the host: says what it says in the words of the browser protocol, and
/// the other way round.
final class RoomSocket implements WebSocketListener {
  private static final int MOST_NAME = 64;

  /// Answers an offer.
  interface Answering {
    String answer(String offer) throws SdpException, BusyException;
  }

  private final StreamPaths paths;
  private final Consumer<String> out;
  private StreamPath path; // set before it is told anything, like what follows
  private Answering answering;
  private boolean started; // the host said so: offers of nobody else are answered
  private volatile String room = App.DESKTOP;
  private volatile String name = "";
  private String offer; // waits for the session to start; guarded by this, like started

  /// @param out takes messages for the peer
  RoomSocket(StreamPaths paths, Consumer<String> out) {
    this.paths = paths;
    this.out = out;
  }

  void begin(StreamPath its, Answering how) {
    path = its;
    answering = how;
  }

  @Override
  public void text(String message) {
    JsonObject o = RoomMessages.read(message);
    switch (RoomMessages.text(o, "type")) {
      case "join" -> {
        String wanted = cut(RoomMessages.text(o, "room"));
        room = wanted.isEmpty() ? App.DESKTOP : wanted;
        name = cut(RoomMessages.text(o, "peer"));
        path.peer().control(RoomMessages.hello(o));
      }
      case "offer" -> offered(o);
      case "leave" -> path.peer().control("{\"type\":\"bye\"}");
      case "answer", "ice_candidate" -> {} // the host never offers, and hears where the peer is
      default -> path.peer().control(message);
    }
  }

  private void offered(JsonObject o) {
    String to = RoomMessages.text(o, "to");
    if (!to.isEmpty() && !to.equals(RoomMessages.HOST)) {
      out.accept(RoomMessages.error("unknown", "There is nobody but the host in this room"));
      return;
    }
    String sdp = RoomMessages.text(o, "sdp");
    boolean running;
    boolean asked;
    synchronized (this) {
      running = started;
      asked = offer != null;
      offer = sdp;
    }
    if (running) {
      answer(sdp); // another offer of a running stream
    } else if (!asked) { // else the last one is answered
      path.peer().control(RoomMessages.start(o, room));
    }
  }

  @Override
  public void binary(ByteBuffer message) {
    path.peer().datagram(message);
  }

  @Override
  public void closed() {
    paths.remove(path);
  }

  /// A control message for the peer. Any thread.
  void fromHost(String json) {
    JsonObject o = RoomMessages.read(json);
    switch (RoomMessages.text(o, "type")) {
      case "welcome" -> out.accept(RoomMessages.joined(o, room, name));
      case "started" -> {
        out.accept(json);
        String sdp;
        synchronized (this) {
          started = true;
          sdp = offer;
        }
        if (sdp != null) { // `null`: the peer spoke the browser protocol, and offers later
          // not on the thread of the session
          Thread.ofVirtual().name("oriel-answer").start(() -> answer(sdp));
        }
      }
      case "ended" -> out.accept(RoomMessages.leave(o));
      case "refused" ->
          out.accept(
              RoomMessages.error(RoomMessages.text(o, "reason"), RoomMessages.text(o, "text")));
      default -> out.accept(json);
    }
  }

  private void answer(String sdp) {
    try {
      out.accept(RoomMessages.answer(name, answering.answer(sdp)));
    } catch (SdpException e) {
      out.accept(RoomMessages.error("offer", e.getMessage()));
    } catch (BusyException e) {
      out.accept(RoomMessages.error("busy", e.getMessage()));
    }
  }

  private static String cut(String text) {
    return text.length() > MOST_NAME ? text.substring(0, MOST_NAME) : text;
  }
}
