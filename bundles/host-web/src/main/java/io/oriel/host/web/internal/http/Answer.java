package io.oriel.host.web.internal.http;

import io.oriel.api.web.WebReply;
import io.oriel.api.web.WebReply.Content;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What a request gets.
///
/// @param cookie value of `Set-Cookie`
/// @param page its scripts run in the browser: it gets the page's policy instead of none
/// @param connects origins that those scripts may connect to, besides the host's own name
/// @param allowed whether whoever asked may still have it: a file takes its time
public record Answer(
    WebReply reply,
    Optional<String> cookie,
    boolean page,
    Set<String> connects,
    BooleanSupplier allowed) {
  private static final BooleanSupplier ALWAYS = () -> true;

  public Answer {
    connects = Set.copyOf(connects);
  }

  public static Answer of(WebReply reply) {
    return new Answer(reply, Optional.empty(), false, Set.of(), ALWAYS);
  }

  public static Answer page(WebReply reply) {
    return new Answer(reply, Optional.empty(), true, Set.of(), ALWAYS);
  }

  public static Answer with(WebReply reply, String cookie) {
    return new Answer(reply, Optional.of(cookie), false, Set.of(), ALWAYS);
  }

  /// The same with origins to connect to.
  public Answer connecting(Set<String> origins) {
    return new Answer(reply, cookie, page, origins, allowed);
  }

  /// The same, cut off when it is no longer allowed.
  public Answer during(BooleanSupplier still) {
    return new Answer(reply, cookie, page, connects, still);
  }

  /// Closes the file to be sent, if it is one. Once, whatever became of the answer.
  void close() throws IOException {
    if (reply.content() instanceof Content.File(FileChannel file)) {
      file.close();
    }
  }

  /// Without the cookie.
  @Override
  public String toString() {
    return "Answer[" + reply.status() + "]";
  }
}
