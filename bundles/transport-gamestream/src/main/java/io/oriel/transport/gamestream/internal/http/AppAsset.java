package io.oriel.transport.gamestream.internal.http;

import io.oriel.transport.gamestream.internal.Apps;

/// `/appasset`: the picture of an application (GameStream protocol notes §1.8).
final class AppAsset implements Endpoint {
  private final Callers callers;
  private final Apps apps;

  AppAsset(Callers callers, Apps apps) {
    this.callers = callers;
    this.apps = apps;
  }

  @Override
  public Reply answer(Request request) throws BadRequestException {
    callers.known(request);
    // A client that gets none draws a card with the title itself.
    return apps.card(request.query().number("appid"))
        .map(picture -> new Reply(200, "image/png", picture))
        .orElseGet(Reply::notFound);
  }
}
