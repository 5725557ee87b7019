package io.oriel.loss.cli;

import io.oriel.loss.Counts;
import io.oriel.loss.Forward;
import io.oriel.loss.GameStreamProxy;
import io.oriel.loss.Impairments;
import io.oriel.loss.LossProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The proxy as a program: `./oriel loss-proxy`.
///
/// Exit status 0: stopped, by a signal too; 1: a port cannot be bound; 2: wrong usage.
@Command(
    name = "oriel loss-proxy",
    description =
        "A bad network between a client and a host, the same each time: forwards UDP and loses,"
            + " delays, reorders and limits it on the way. Settings without --up or --down hold for"
            + " each direction. Ctrl-C stops it with a summary.",
    version = "Oriel ${sys:oriel.version:-of unknown version}",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100)
public final class Main implements Callable<Integer> {
  private static final int MEASURED_BYTES = 1400;
  private static final long USUAL_MEASURE_SECONDS = 10;
  private static final long MOST_SECONDS = 31_536_000; // a year

  @Spec private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "ADDR[:PORT]",
      description = "Where clients send to; with --gamestream an address without port (127.0.0.2).")
  private String listen;

  @Option(names = "--to", paramLabel = "HOST:PORT", description = "The host.")
  private String to;

  @Option(
      names = "--gamestream",
      paramLabel = "HOST[:BASE]",
      description =
          "All ports of a GameStream host: UDP impaired, TCP as it is. Point Moonlight at the"
              + " address of --listen.")
  private String gameStream;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stop after so long; of --measure how long (10).")
  private Long seconds;

  @Option(
      names = "--measure",
      paramLabel = "RATE",
      description =
          "No ports: send datagrams of 1400 bytes at this rate through the settings of --down, over"
              + " loopback, and tell what the proxy itself costs.")
  private String measure;

  @Option(names = "--quiet", description = "Print no line every second.")
  private boolean quiet;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  public static void main(String[] args) {
    System.exit(line().execute(args));
  }

  static CommandLine line() {
    var line = new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
    line.getCommandSpec().usageMessage().footer(Lines.scenarios());
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seconds != null && (seconds < 0 || seconds > MOST_SECONDS)) {
      throw new IllegalArgumentException("--seconds " + seconds + " is not 0 to " + MOST_SECONDS);
    }
    Impairments up = network.up();
    Impairments down = network.down();
    PrintWriter out = spec.commandLine().getOut();
    if (measure != null) {
      long rate = Impairments.parse("rate=" + measure).bitsPerSecond();
      long nanos =
          TimeUnit.SECONDS.toNanos(seconds == null ? USUAL_MEASURE_SECONDS : Math.max(1, seconds));
      new Measure(MEASURED_BYTES, rate, nanos).run(down).forEach(out::println);
      out.flush();
      return 0;
    }
    if (gameStream != null) {
      serveGameStream(up, down, out);
    } else {
      serveOne(up, down, out);
    }
    return 0;
  }

  private void serveGameStream(Impairments up, Impairments down, PrintWriter out)
      throws IOException, InterruptedException {
    if (to != null) {
      throw new IllegalArgumentException("--to and --gamestream: give one of them");
    }
    InetSocketAddress base = Places.gameStream(gameStream);
    InetAddress at = Places.other(base, listen == null ? Places.USUAL_ADDRESS : listen);
    try (var proxy = GameStreamProxy.start(base, at, up, down)) {
      GameStreamProxy.tcp(base, at).forEach(f -> out.println("tcp " + line(f) + ", unimpaired"));
      serve(proxy.udp(), up, down, out);
    } finally {
      stopped.countDown();
    }
  }

  private void serveOne(Impairments up, Impairments down, PrintWriter out)
      throws IOException, InterruptedException {
    if (listen == null || to == null) {
      throw new IllegalArgumentException("give --listen and --to, or --gamestream");
    }
    try (var proxy = LossProxy.start(Places.endpoint(listen), Places.endpoint(to), up, down)) {
      serve(proxy, up, down, out);
    } finally {
      stopped.countDown();
    }
  }

  private void serve(LossProxy proxy, Impairments up, Impairments down, PrintWriter out)
      throws InterruptedException {
    proxy.forwards().forEach(f -> out.println("udp " + line(f)));
    out.println("up:   " + up);
    out.println("down: " + down);
    out.flush();
    run(proxy, out);
    Lines.summary(proxy.up(), proxy.down(), proxy.refused()).forEach(out::println);
    out.flush();
  }

  private static String line(Forward forward) {
    return forward.listen() + " to " + forward.to();
  }

  /// Prints a line every second until a signal or the end of the time.
  private void run(LossProxy proxy, PrintWriter out) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::signalled, "loss-stop"));
    Counts up = proxy.up();
    Counts down = proxy.down();
    long most = seconds == null ? Long.MAX_VALUE : seconds;
    for (long second = 1; second <= most; second++) {
      if (stop.await(1, TimeUnit.SECONDS)) {
        return;
      }
      Counts upNow = proxy.up();
      Counts downNow = proxy.down();
      if (!quiet) {
        out.println(
            Lines.second(
                second, upNow.since(up), downNow.since(down), upNow.waiting(), downNow.waiting()));
        out.flush();
      }
      up = upNow;
      down = downNow;
    }
  }

  /// The summary is printed before the process ends, and a signal is no failure.
  private void signalled() {
    stop.countDown();
    try {
      if (stopped.await(5, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (!(e instanceof IOException) && !(e instanceof IllegalArgumentException)) {
      throw e;
    }
    command.getErr().println("oriel loss-proxy: " + e.getMessage());
    if (e.getCause() instanceof BindException) {
      command
          .getErr()
          .println(
              "A host on this machine that serves all addresses holds its ports everywhere:"
                  + " start it with --listen 127.0.0.1.");
    }
    command.getErr().flush();
    return e instanceof IllegalArgumentException ? 2 : 1;
  }
}
