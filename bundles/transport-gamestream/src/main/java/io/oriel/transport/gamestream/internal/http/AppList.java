package io.oriel.transport.gamestream.internal.http;

import io.oriel.transport.gamestream.internal.Apps;
import io.oriel.transport.gamestream.internal.CodecMask;

/// `/applist` (GameStream protocol notes §1.8).
final class AppList implements Endpoint {
  private final Callers callers;
  private final Apps apps;
  private final CodecMask codecs;

  AppList(Callers callers, Apps apps, CodecMask codecs) {
    this.callers = callers;
    this.apps = apps;
    this.codecs = codecs;
  }

  @Override
  public Reply answer(Request request) throws BadRequestException {
    callers.known(request);
    Xml xml = Xml.ok();
    for (Apps.Numbered one : apps.listed()) {
      xml.open("App")
          .add("IsHdrSupported", codecs.hdr() ? 1 : 0)
          .add("IsAppCollectorGame", one.app().game() ? 1 : 0)
          .add("AppTitle", one.app().title())
          .add("ID", one.number())
          .close("App");
    }
    return xml.reply();
  }
}
