package io.oriel.bench;

import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.wire.CipherSuite;
import io.oriel.media.wire.PacketSealer;
import java.util.List;
import java.util.Random;

/// AES-128-GCM of one packet with 8 bytes of additional data, beside OpenSSL.
final class Seal implements Benchmark {
  private static final String NAME = "seal";
  private static final int AAD = 8;
  private static final double SECONDS = 5;
  private static final double MICROS_GOAL = 1.0;
  private static final double PEER_SHARE = 0.9; // of OpenSSL's speed
  private static final int COUNTED_PACKETS = 20_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "encryption of a packet, beside OpenSSL";
  }

  @Override
  public List<String> cases() {
    return List.of("1200", "1400");
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    for (String scene : cases) {
      measure(scene, run);
    }
  }

  private static void measure(String scene, Run run) throws Exception {
    int length = Integer.parseInt(scene);
    byte[] plain = new byte[AAD + length];
    new Random(1).nextBytes(plain);
    byte[] sealed = new byte[AAD + length + CipherSuite.TAG_BYTES];
    byte[] iv = new byte[CipherSuite.IV_BYTES];
    long[] counter = {0};
    try (var sealer =
        new PacketSealer(CipherSuite.AES_128_GCM, new byte[CipherSuite.AES_128_GCM.keyBytes()])) {
      Stopwatch.Work work =
          () -> {
            long n = counter[0]++;
            for (int i = 0; i < 8; i++) {
              iv[4 + i] = (byte) (n >> 8 * i);
            }
            sealer.seal(iv, plain, 0, AAD, plain, AAD, length, sealed, AAD, AAD + length);
          };
      var contest = new Contest().java("Java", work);
      if (run.peers().wanted()) {
        contest.peer("OpenSSL", run.peers().openssl(length));
      }
      var standings = contest.run(run.seconds(SECONDS));
      Contest.Standing java = standings.getFirst();
      Result result =
          Result.lower(NAME, scene, "us_per_packet", "us", java.micros(), java.rounds())
              .spread(java.spread());
      for (Contest.Standing peer : standings.subList(1, standings.size())) {
        result = result.peer(peer.peer(micros -> micros));
      }
      double peer = result.bestPeer();
      run.add(
          result.goal(Double.isNaN(peer) ? MICROS_GOAL : Math.min(MICROS_GOAL, peer / PEER_SHARE)));
      long before = ThreadAllocation.bytes();
      for (int i = 0; i < COUNTED_PACKETS; i++) {
        work.run();
      }
      double allocated = (double) (ThreadAllocation.bytes() - before) / COUNTED_PACKETS;
      run.add(Result.lower(NAME, scene, "alloc_bytes_per_packet", "B", allocated, COUNTED_PACKETS));
    }
  }
}
