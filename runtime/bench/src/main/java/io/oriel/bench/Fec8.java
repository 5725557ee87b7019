package io.oriel.bench;

import io.oriel.media.wire.CauchyFec;
import java.util.List;
import java.util.Random;

/// GF(2⁸) parity of the largest block GameStream has at 20 %: 212 data and 43 parity shards.
final class Fec8 implements Benchmark {
  private static final String NAME = "fec8";
  private static final int DATA = 212;
  private static final int PARITY = 43;
  private static final int LENGTH = 1408;
  private static final double SECONDS = 6;
  private static final double WORST = 2.5; // as many times ISA-L's time may be taken

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "parity over GF(2^8) of one block, beside ISA-L";
  }

  @Override
  public List<String> cases() {
    return List.of(DATA + "+" + PARITY);
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    String kernel = CauchyFec.prepare();
    byte[] shards = new byte[(DATA + PARITY) * LENGTH];
    new Random(1).nextBytes(shards);
    var contest =
        new Contest().java("Java", () -> CauchyFec.encode(shards, 0, LENGTH, LENGTH, DATA, PARITY));
    if (run.peers().wanted()) {
      contest.peer("ISA-L", run.peers().isal(DATA, PARITY, LENGTH));
    }
    var standings = contest.run(run.seconds(SECONDS));
    Contest.Standing java = standings.getFirst();
    Result result =
        Result.lower(NAME, cases.getFirst(), "us_per_block", "us", java.micros(), java.rounds())
            .spread(java.spread())
            .note(kernel);
    for (Contest.Standing peer : standings.subList(1, standings.size())) {
      result = result.peer(peer.peer(micros -> micros));
    }
    run.add(result.goal(WORST * result.bestPeer()));
  }
}
