package io.oriel.host.web.internal.http;

import io.oriel.api.web.WebReply;
import java.util.Optional;

/// What a request gets.
///
/// @param cookie value of `Set-Cookie`
/// @param page its scripts run in the browser: it gets the page's policy instead of none
public record Answer(WebReply reply, Optional<String> cookie, boolean page) {
  public static Answer of(WebReply reply) {
    return new Answer(reply, Optional.empty(), false);
  }

  public static Answer page(WebReply reply) {
    return new Answer(reply, Optional.empty(), true);
  }

  public static Answer with(WebReply reply, String cookie) {
    return new Answer(reply, Optional.of(cookie), false);
  }

  /// Without the cookie.
  @Override
  public String toString() {
    return "Answer[" + reply.status() + "]";
  }
}
