package io.oriel.lib.browser;

import io.oriel.api.session.EndReason;

/// Why sessions end, in words for those who watch.
final class Ends {
  private Ends() {}

  static String sentence(EndReason reason) {
    return switch (reason) {
      case CLIENT_QUIT, CLIENT_GONE -> "The session's user has left";
      case TAKEN_OVER -> "The session goes on in another window or on another device";
      case IDLE -> "Nobody touched anything for as long as the owner of the host allows";
      case OPERATOR -> "The owner of the host ended the session";
      case REVOKED -> "The owner of the host does not let this device see it any more";
      case DENIED -> "A person at the desktop said no";
      case NOT_STARTED -> "The session was never started";
      case NO_BACKEND -> "The host has nothing that could show a desktop; ./oriel doctor says why";
      case LIMIT -> "The host streams to as many devices as its owner allows";
      case DISPLAY_LOST -> "The desktop went away";
      case CAPTURE_LOST -> "The host cannot see the desktop any more";
      case ENCODER_LOST -> "The host cannot encode pictures any more";
      case TRANSPORT_LOST -> "The host closed this way to it";
      case APP_ENDED -> "The application has ended";
      case APP_FAILED -> "The application does not start";
      case SHUTDOWN -> "The host is shutting down";
      case FAILED -> "The host failed; its log says why";
    };
  }
}
