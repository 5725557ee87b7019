package io.oriel.client.gamestream.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Forgets a host on this side.
@Command(
    name = "unpair",
    description = "Forget the host. The host keeps this client until its owner removes it.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
final class UnpairCommand implements Callable<Integer> {
  @Mixin private HostOptions at;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    boolean known = at.open().unpair();
    spec.commandLine().getOut().println(known ? "forgotten" : "was not paired");
    return 0;
  }
}
