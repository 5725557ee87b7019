package io.oriel.console.shell.internal;

import io.oriel.api.app.AppCatalog;
import java.util.ArrayList;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The command `apps`: what clients can start, and what is not listed and why.
@Component(
    service = AppCommands.class,
    property = {"osgi.command.scope=oriel", "osgi.command.function=apps"})
public final class AppCommands {
  private final AppCatalog catalog;

  @Activate
  public AppCommands(@Reference AppCatalog catalog) {
    this.catalog = catalog;
  }

  @Descriptor("applications: * clients see it, - they do not; id, title, library")
  public String apps() {
    var lines = new ArrayList<String>();
    for (AppCatalog.Entry entry : catalog.entries()) {
      lines.add(
          "%s %-32s %-32s %-8s %s"
              .formatted(
                  entry.listed() ? "*" : "-",
                  entry.app().id(),
                  entry.app().title(),
                  entry.library(),
                  entry.why())
              .strip());
    }
    lines.addAll(catalog.remarks());
    return String.join("\n", lines);
  }
}
