package io.oriel.transport.gamestream.internal.http;

import io.oriel.transport.gamestream.internal.Apps;

/// `/appasset`: the picture of an application (GameStream protocol notes §1.8).
final class AppAsset implements Endpoint {
  private final Callers callers;

  AppAsset(Callers callers) {
    this.callers = callers;
  }

  @Override
  public Reply answer(Request request) throws BadRequestException {
    callers.known(request);
    if (Apps.byId(request.query().number("appid")).isEmpty()) {
      return Reply.notFound();
    }
    return new Reply(200, "image/png", BoxArt.png());
  }
}
