package io.oriel.bench;

import io.oriel.bench.peer.Peer;
import io.oriel.media.wire.LeopardFec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// GF(2¹⁶) parity of one block, and its repair when as many data shards are lost as there is
/// parity, beside reed-solomon-simd.
final class Fec16 implements Benchmark {
  private static final String NAME = "fec16";
  private static final double SECONDS = 6;
  private static final double GOAL = 0.5; // of the fastest peer's speed
  private static final double AIM = 0.8;

  private record Scene(String name, int data, int parity, int length) {
    double gigabytesPerSecond(double micros) {
      return data * (double) length / micros / 1e3;
    }
  }

  private static final List<Scene> SCENES =
      List.of(new Scene("1000+100", 1000, 100, 1024), new Scene("870+174", 870, 174, 1200));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "parity over GF(2^16) of one block and its repair, beside reed-solomon-simd";
  }

  @Override
  public List<String> cases() {
    return SCENES.stream().map(Scene::name).toList();
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    String kernel = LeopardFec.prepare();
    for (Scene scene : SCENES) {
      if (cases.contains(scene.name)) {
        encode(scene, kernel, run);
        decode(scene, kernel, run);
      }
    }
  }

  private static byte[] block(Scene s) {
    byte[] shards = new byte[(s.data + s.parity) * s.length];
    new Random(1).nextBytes(shards);
    new LeopardFec().encode(shards, 0, s.length, s.length, s.data, s.parity);
    return shards;
  }

  private static void encode(Scene s, String kernel, Run run) throws Exception {
    var fec = new LeopardFec();
    byte[] shards = block(s);
    measure(
        s,
        "encode_gb_s",
        kernel,
        () -> fec.encode(shards, 0, s.length, s.length, s.data, s.parity),
        run.peers().crateEncode(s.data, s.parity, s.length),
        run);
  }

  private static void decode(Scene s, String kernel, Run run) throws Exception {
    var fec = new LeopardFec();
    byte[] shards = block(s);
    byte[] intact = shards.clone();
    boolean[] present = new boolean[s.data + s.parity];
    Arrays.fill(present, true);
    for (int i = 0; i < s.data; i++) { // spread over the block
      if (i * s.parity / s.data != (i + 1) * s.parity / s.data) {
        present[i] = false;
        Arrays.fill(shards, i * s.length, (i + 1) * s.length, (byte) 0);
      }
    }
    fec.recover(shards, 0, s.length, s.length, s.data, s.parity, present);
    if (!Arrays.equals(shards, intact)) {
      throw new IllegalStateException(s.name + " was repaired to something else");
    }
    measure(
        s,
        "decode_gb_s",
        kernel,
        () -> fec.recover(shards, 0, s.length, s.length, s.data, s.parity, present),
        run.peers().crateDecode(s.data, s.parity, s.length),
        run);
  }

  private static void measure(
      Scene s, String metric, String kernel, Stopwatch.Work work, Peer crate, Run run)
      throws Exception {
    var contest = new Contest().java("Java", work);
    if (run.peers().wanted()) {
      contest.peer("reed-solomon-simd", crate);
    }
    var standings = contest.run(run.seconds(SECONDS));
    Contest.Standing java = standings.getFirst();
    Result result =
        Result.higher(
                NAME, s.name, metric, "GB/s", s.gigabytesPerSecond(java.micros()), java.rounds())
            .spread(java.spread())
            .note(kernel);
    for (Contest.Standing peer : standings.subList(1, standings.size())) {
      result = result.peer(peer.peer(s::gigabytesPerSecond));
    }
    double best = result.bestPeer();
    run.add(result.goal(GOAL * best).aim(AIM * best));
  }
}
