package io.oriel.client.gamestream.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Ends this client's application at the host.
@Command(
    name = "quit",
    description = "End this client's stream and application at the host.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
final class QuitCommand implements Callable<Integer> {
  @Mixin private HostOptions at;

  @Override
  public Integer call() throws IOException {
    at.open().quit();
    return 0;
  }
}
