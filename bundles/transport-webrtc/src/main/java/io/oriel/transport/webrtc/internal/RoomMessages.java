package io.oriel.transport.webrtc.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/// Messages of rooms, and what they are in the browser protocol. Stateless.
final class RoomMessages {
  /// The host's name in every room.
  static final String HOST = "host";

  private RoomMessages() {}

  /// A message's object; empty where it is none.
  static JsonObject read(String json) {
    try {
      JsonElement e = JsonParser.parseString(json);
      return e.isJsonObject() ? e.getAsJsonObject() : new JsonObject();
    } catch (JsonParseException | StackOverflowError _) { // nested too deep
      return new JsonObject();
    }
  }

  /// A text of a message; empty where there is none.
  static String text(JsonObject from, String name) {
    JsonElement e = from.get(name);
    return e != null && e.isJsonPrimitive() ? e.getAsString() : "";
  }

  /// `join` as `hello`.
  static String hello(JsonObject join) {
    var o = new JsonObject();
    o.addProperty("type", "hello");
    o.addProperty("version", 1);
    o.addProperty("ticket", text(join, "ticket"));
    return o.toString();
  }

  /// `offer` as `start`: what it says of the desktop, and the room as the application.
  static String start(JsonObject offer, String room) {
    JsonObject o = offer.deepCopy();
    for (String own : new String[] {"sdp", "to", "from", "room"}) {
      o.remove(own);
    }
    o.addProperty("type", "start");
    o.addProperty("app", room);
    if (!o.has("codecs")) {
      var codecs = new JsonArray();
      codecs.add("h264");
      o.add("codecs", codecs);
    }
    return o.toString();
  }

  /// `welcome` as `joined`.
  static String joined(JsonObject welcome, String room, String peer) {
    JsonObject o = welcome.deepCopy();
    o.addProperty("type", "joined");
    o.addProperty("room", room);
    o.addProperty("peer", peer);
    var peers = new JsonArray();
    peers.add(HOST);
    o.add("peers", peers);
    return o.toString();
  }

  /// The host's answer.
  static String answer(String peer, String sdp) {
    var o = new JsonObject();
    o.addProperty("type", "answer");
    o.addProperty("from", HOST);
    o.addProperty("to", peer);
    o.addProperty("sdp", sdp);
    return o.toString();
  }

  /// The host leaves the room.
  static String leave(JsonObject ended) {
    var o = new JsonObject();
    o.addProperty("type", "leave");
    o.addProperty("from", HOST);
    o.addProperty("reason", text(ended, "reason"));
    o.addProperty("text", text(ended, "text"));
    return o.toString();
  }

  /// Something was not possible.
  static String error(String code, String sentence) {
    var o = new JsonObject();
    o.addProperty("type", "error");
    o.addProperty("error", code);
    o.addProperty("text", sentence);
    return o.toString();
  }
}
