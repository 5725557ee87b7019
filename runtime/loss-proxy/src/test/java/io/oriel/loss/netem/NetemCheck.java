package io.oriel.loss.netem;

import io.oriel.loss.Impairments;
import io.oriel.loss.LossProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Sends datagrams over loopback under the kernel's netem, then through the proxy, and compares the
/// figures with each other and with the model. Run by `netem-check`, as root in a network namespace
/// of its own, since it changes loopback.
///
/// Exit status 0: all agree; 1: one does not.
public final class NetemCheck {
  // Both samples are random, so their difference spreads 1.41 times as far as either.
  private static final double DEVIATIONS = 4 * Math.sqrt(2);
  private static final double MILLIS = 1;
  private static final double P95_MILLIS = 1.5;
  private static final int LEAST_CALM = 200;
  private static final double OVERTAKEN = 0.04;
  private static final double RATE = 0.03;

  private final List<String> differences = new ArrayList<>();

  private NetemCheck() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var check = new NetemCheck();
    check.run();
    check.differences.forEach(System.out::println);
    System.out.println(
        check.differences.isEmpty()
            ? "all agree"
            : check.differences.size() + " figures do not agree");
    System.exit(check.differences.isEmpty() ? 0 : 1);
  }

  private void run() throws IOException, InterruptedException {
    System.out.println(
        "| network | by | lost | in a row | overtaken | doubled | on time | p50 ms | p95 ms | arrive/s |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    try (var traveller = new Traveller()) {
      var nothing = new NetemCase("", Impairments.NONE, 200, 1_000_000, 4_000);
      // Loads and compiles what the others need.
      traveller.travel(traveller.destination(), nothing);
      byProxy(traveller, NetemCase.ALL.getLast());
      print("none", "loopback", traveller.travel(traveller.destination(), nothing).trip());
      print("", "proxy", byProxy(traveller, nothing));
      for (NetemCase next : NetemCase.ALL) {
        Traveller.Result kernel = byNetem(traveller, next);
        Trip netem = kernel.trip();
        Trip proxy = byProxy(traveller, next);
        Trip model = Traveller.imagine(next, kernel.sentNanos());
        print("`" + next.netem().replace(" limit 10000", "") + "`", "netem", netem);
        print("`" + next.ours() + "`", "proxy", proxy);
        print("", "model", model);
        compare(next, "netem", netem, "model", model);
        compare(next, "netem", netem, "proxy", proxy);
      }
    }
  }

  private static void print(String network, String by, Trip trip) {
    System.out.println("| " + network + " " + trip.row(by));
  }

  private static Traveller.Result byNetem(Traveller traveller, NetemCase next)
      throws IOException, InterruptedException {
    tc("qdisc replace dev lo root netem " + next.netem());
    try {
      return traveller.travel(traveller.destination(), next);
    } finally {
      tc("qdisc del dev lo root");
    }
  }

  private static Trip byProxy(Traveller traveller, NetemCase next)
      throws IOException, InterruptedException {
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var proxy = LossProxy.start(any, traveller.destination(), next.ours(), Impairments.NONE)) {
      return traveller.travel(proxy.address(), next).trip();
    }
  }

  private static void tc(String arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("tc"));
    command.addAll(List.of(arguments.split(" ")));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("tc " + arguments + " ended with " + status);
    }
  }

  private void compare(NetemCase next, String one, Trip a, String other, Trip b) {
    String what = next.netem() + ": " + one + " and " + other + " differ in ";
    double n = next.count();
    double inRow = 2 / next.ours().burst().leave01();
    double lost = Math.max(a.lost01(), b.lost01());
    double lossBound = DEVIATIONS * Math.sqrt(lost * (1 - lost) / n * Math.max(1, inRow)) + 2 / n;
    agree(what + "loss", a.lost01(), b.lost01(), lossBound);
    if (next.ours().burst().enter01() > 0) {
      double bursts = n * lost / Math.max(1, b.burst());
      double bound = DEVIATIONS * b.burst() / Math.sqrt(Math.max(1, bursts));
      agree(what + "burst length", a.burst(), b.burst(), bound);
    }
    agree(what + "overtaking", a.overtaken01(), b.overtaken01(), OVERTAKEN);
    double doubled = Math.max(a.doubled01(), b.doubled01());
    agree(
        what + "doubling",
        a.doubled01(),
        b.doubled01(),
        DEVIATIONS * Math.sqrt(doubled / n) + 2 / n);
    if (Math.min(a.calm01(), b.calm01()) * n < LEAST_CALM) {
      System.out.println(next.netem() + ": delays not compared, the machine was too busy");
    } else {
      agree(what + "median delay", a.p50Millis(), b.p50Millis(), MILLIS);
      agree(what + "95th percentile of the delay", a.p95Millis(), b.p95Millis(), P95_MILLIS);
    }
    if (next.ours().bitsPerSecond() > 0) {
      double bound = RATE * b.arrivedPerSecond();
      agree(what + "rate", a.arrivedPerSecond(), b.arrivedPerSecond(), bound);
    }
  }

  private void agree(String what, double a, double b, double bound) {
    if (!(Math.abs(a - b) <= bound)) {
      differences.add(
          String.format(Locale.ROOT, "%s: %.4f and %.4f, bound %.4f", what, a, b, bound));
    }
  }
}
