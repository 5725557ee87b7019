package io.oriel.testkit;

import java.util.SplittableRandom;

/// How long a test throws damaged input at a parser, and whether the heap grew meanwhile: a second
/// in an ordinary run, more in `./oriel fuzz`.
///
/// System properties: `oriel.fuzz.seconds` for every test, `oriel.fuzz.seed` of the first round.
/// Every round has a generator with a seed of its own, which a failure names: the same seed as the
/// first one repeats the round, as far as it depends on nothing before.
public final class FuzzBudget {
  private static final long SECONDS = Long.getLong("oriel.fuzz.seconds", 1);
  private static final long SEED = Long.getLong("oriel.fuzz.seed", 20261121);

  /// What the heap may have grown by from one fifth of the time to its end: tables and caches that
  /// are filled late.
  private static final long GROWTH_BYTES = 32 << 20;

  private FuzzBudget() {}

  /// One round of damage.
  public interface Round {
    void run(SplittableRandom random) throws Exception;
  }

  /// Runs rounds until the time is up, on this thread.
  ///
  /// @return how many
  /// @throws AssertionError a round threw, or the heap grew
  public static long run(Round round) {
    long start = System.nanoTime();
    long length = SECONDS * 1_000_000_000;
    long rounds = 0;
    long before = -1;
    for (long now = start; now - start < length || rounds == 0; now = System.nanoTime()) {
      if (before < 0 && now - start > length / 5) {
        before = heap();
      }
      once(round, SEED + rounds);
      rounds++;
    }
    long growth = before < 0 ? 0 : heap() - before;
    if (growth > GROWTH_BYTES) {
      throw new AssertionError("the heap grew by " + growth + " bytes in " + rounds + " rounds");
    }
    return rounds;
  }

  private static void once(Round round, long seed) {
    try {
      round.run(new SplittableRandom(seed));
    } catch (Exception | Error e) {
      throw new AssertionError("in the round of seed " + seed + " (oriel.fuzz.seed): " + e, e);
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// Damages a message a little: some bytes get values that break things more often than others
  /// do.
  ///
  /// @param from,to the bytes that may change
  public static void damage(SplittableRandom random, byte[] message, int from, int to) {
    for (int n = 1 + random.nextInt(4); n > 0 && to > from; n--) {
      int at = from + random.nextInt(to - from);
      message[at] =
          switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> (byte) (message[at] + random.nextInt(-3, 4));
            case 3 -> (byte) (message[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt();
          };
    }
  }
}
