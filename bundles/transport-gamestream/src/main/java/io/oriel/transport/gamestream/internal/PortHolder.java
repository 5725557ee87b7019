package io.oriel.transport.gamestream.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out whether another streaming host answers where this one wants to listen.
final class PortHolder {
  private static final Pattern NAME = Pattern.compile("<hostname>([^<]{1,64})</hostname>");
  private static final Pattern STATE = Pattern.compile("<state>([A-Za-z]{1,32})_SERVER");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private PortHolder() {}

  /// A description such as `a streaming host of the SUNSHINE kind named "box"`.
  ///
  /// @param httpPort the port that should serve `/serverinfo`
  static Optional<String> describe(String address, int httpPort) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://" + address + ":" + httpPort + "/serverinfo"))
              .timeout(PATIENCE)
              .build();
      return describe(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<String> describe(String serverInfo) {
    Matcher name = NAME.matcher(serverInfo);
    if (!serverInfo.contains("<appversion>") || !name.find()) {
      return Optional.empty();
    }
    Matcher state = STATE.matcher(serverInfo);
    String kind =
        !state.find()
            ? ""
            : switch (state.group(1)) {
              case "SUNSHINE" -> " (Sunshine, Apollo or Wolf)";
              case "ORIEL" -> " (another Oriel)";
              default -> "";
            };
    return Optional.of("the streaming host \"" + name.group(1) + "\"" + kind);
  }
}
