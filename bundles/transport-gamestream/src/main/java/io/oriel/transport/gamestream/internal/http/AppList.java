package io.oriel.transport.gamestream.internal.http;

import io.oriel.transport.gamestream.internal.Apps;

/// `/applist` (GameStream protocol notes §1.8).
final class AppList implements Endpoint {
  private final Callers callers;

  AppList(Callers callers) {
    this.callers = callers;
  }

  @Override
  public Reply answer(Request request) throws BadRequestException {
    callers.known(request);
    Xml xml = Xml.ok();
    for (Apps.App app : Apps.all()) {
      xml.open("App")
          .add("IsHdrSupported", 0)
          .add("AppTitle", app.title())
          .add("ID", app.id())
          .close("App");
    }
    return xml.reply();
  }
}
