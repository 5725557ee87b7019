package io.oriel.console.shell.internal;

import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayKeeper.Kept;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The command `displays`: what there is, in which mode, and what became of other monitors.
@Component(
    service = DisplaysCommand.class,
    property = {"osgi.command.scope=oriel", "osgi.command.function=displays"})
public final class DisplaysCommand {
  private final DisplayKeeper keeper;

  @Activate
  public DisplaysCommand(@Reference DisplayKeeper keeper) {
    this.keeper = keeper;
  }

  @Descriptor("displays with their mode and arrangement, in use or waiting for their client")
  public String displays() {
    var all = keeper.displays();
    return all.isEmpty()
        ? "no display"
        : all.stream().map(DisplaysCommand::line).collect(Collectors.joining("\n"));
  }

  private static String line(Kept kept) {
    var is = kept.actual();
    return String.format(
        Locale.ROOT,
        "%-10s %-20s %dx%d@%.2f  %s%s  %s  %s",
        kept.backendId(),
        kept.displayId(),
        is.widthPx(),
        is.heightPx(),
        is.refreshMilliHz() / 1000.0,
        is.arrangement().name().toLowerCase(Locale.ROOT),
        is.mirrorOf().map(monitor -> " of " + monitor).orElse(""),
        kept.owner().app(),
        kept.lent()
            ? "in use"
            : "kept" + kept.keptUntil().map(until -> " until " + until).orElse(""));
  }
}
