package io.oriel.client.gamestream.cli;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints what the host says about itself.
@Command(
    name = "info",
    description = "Print what the host says about itself, as JSON.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {
  @Mixin private HostOptions at;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(at.open().info());
    spec.commandLine().getOut().println(json);
    return 0;
  }
}
