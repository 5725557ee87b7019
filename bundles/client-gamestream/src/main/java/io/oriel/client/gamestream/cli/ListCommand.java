package io.oriel.client.gamestream.cli;

import io.oriel.client.gamestream.AppEntry;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lists what the host offers.
@Command(
    name = "list",
    description = "List the applications of the host.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Mixin private HostOptions at;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    for (AppEntry app : at.open().apps()) {
      spec.commandLine().getOut().println(app.id() + "\t" + app.title());
    }
    return 0;
  }
}
