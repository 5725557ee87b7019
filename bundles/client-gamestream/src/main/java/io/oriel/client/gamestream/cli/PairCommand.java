package io.oriel.client.gamestream.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Pairs: prints a PIN and waits until it was entered at the host.
@Command(
    name = "pair",
    description = "Pair with the host: enter the PIN that is printed there.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true)
final class PairCommand implements Callable<Integer> {
  @Mixin private HostOptions at;
  @Spec private CommandSpec spec;

  @Option(names = "--pin", description = "Four digits to use instead of random ones.")
  private String pin;

  @Override
  public Integer call() throws IOException {
    String used = pin != null ? pin : "%04d".formatted(new SecureRandom().nextInt(10_000));
    var out = spec.commandLine().getOut();
    out.println("PIN " + used + ": enter it at the host, on its page or with ./oriel pair " + used);
    out.flush();
    at.open().pair(used);
    out.println("paired with " + at.host);
    return 0;
  }
}
