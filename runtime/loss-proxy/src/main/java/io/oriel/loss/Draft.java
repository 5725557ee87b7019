package io.oriel.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Settings while they are read from text.
final class Draft {
  private static final String KEYS =
      "loss, burst, delay, jitter, shape, order, reorder, reorder-by, duplicate, rate, queue, mtu,"
          + " seed";

  private double loss01;
  private BurstLoss burst = BurstLoss.NONE;
  private long delayNanos;
  private long jitterNanos;
  private JitterShape shape = JitterShape.UNIFORM;
  private boolean inOrder;
  private double reorder01;
  private long reorderByNanos;
  private double duplicate01;
  private long bitsPerSecond;
  private int queueBytes = Impairments.USUAL_QUEUE_BYTES;
  private int mtuBytes;
  private long seed;

  Draft() {}

  Draft(Impairments from) {
    loss01 = from.loss01();
    burst = from.burst();
    delayNanos = from.delayNanos();
    jitterNanos = from.jitterNanos();
    shape = from.shape();
    inOrder = from.inOrder();
    reorder01 = from.reorder01();
    reorderByNanos = from.reorderByNanos();
    duplicate01 = from.duplicate01();
    bitsPerSecond = from.bitsPerSecond();
    queueBytes = from.queueBytes();
    mtuBytes = from.mtuBytes();
    seed = from.seed();
  }

  Impairments impairments() {
    return new Impairments(
        loss01,
        burst,
        delayNanos,
        jitterNanos,
        shape,
        inOrder,
        reorder01,
        reorderByNanos,
        duplicate01,
        bitsPerSecond,
        queueBytes,
        mtuBytes,
        seed);
  }

  void read(String text) {
    for (String word : text.strip().split("[,\\s]+")) {
      if (!word.isEmpty() && !word.equals("none")) {
        int equals = word.indexOf('=');
        if (equals <= 0 || equals == word.length() - 1) {
          throw new IllegalArgumentException("'" + word + "' is not KEY=VALUE; keys are " + KEYS);
        }
        set(word.substring(0, equals), word.substring(equals + 1));
      }
    }
  }

  private void set(String key, String value) {
    switch (key) {
      case "loss" -> loss01 = Units.parsePercent(key, value);
      case "burst" -> burst = burst(value);
      case "delay" -> delayNanos = Units.parseTime(key, value);
      case "jitter" -> jitterNanos = Units.parseTime(key, value);
      case "shape" -> shape = shape(value);
      case "order" -> inOrder = kept(value);
      case "reorder" -> reorder01 = Units.parsePercent(key, value);
      case "reorder-by" -> reorderByNanos = Units.parseTime(key, value);
      case "duplicate" -> duplicate01 = Units.parsePercent(key, value);
      case "rate" -> bitsPerSecond = Units.parseRate(key, value);
      case "queue" -> queueBytes = bytes(key, value);
      case "mtu" -> mtuBytes = bytes(key, value);
      case "seed" -> seed = seed(value);
      default -> throw new IllegalArgumentException("no setting " + key + "; there are " + KEYS);
    }
  }

  private static BurstLoss burst(String value) {
    String[] parts = value.split("/", -1);
    if (parts.length < 2 || parts.length > 4) {
      throw new IllegalArgumentException(
          "burst: " + value + " is not ENTER/LEAVE[/INSIDE[/OUTSIDE]] such as 0.5%/20%");
    }
    double[] all = {0, 0, BurstLoss.NONE.inside01(), BurstLoss.NONE.outside01()};
    for (int i = 0; i < parts.length; i++) {
      all[i] = Units.parsePercent("burst", parts[i]);
    }
    return new BurstLoss(all[0], all[1], all[2], all[3]);
  }

  private static JitterShape shape(String value) {
    for (JitterShape shape : JitterShape.values()) {
      if (name(shape).equals(value)) {
        return shape;
      }
    }
    throw new IllegalArgumentException("shape: " + value + " is not uniform, normal or pareto");
  }

  private static boolean kept(String value) {
    return switch (value) {
      case "kept" -> true;
      case "free" -> false;
      default -> throw new IllegalArgumentException("order: " + value + " is not kept or free");
    };
  }

  private static int bytes(String key, String value) {
    return Math.clamp(Units.parseSize(key, value), -1, Integer.MAX_VALUE);
  }

  private static long seed(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("seed: " + value + " is no whole number of 64 bits");
    }
  }

  static String print(Impairments from) {
    Impairments usual = Impairments.NONE;
    List<String> words = new ArrayList<>();
    percent(words, "loss", from.loss01());
    if (!from.burst().equals(usual.burst())) {
      words.add("burst=" + print(from.burst()));
    }
    time(words, "delay", from.delayNanos());
    time(words, "jitter", from.jitterNanos());
    if (from.shape() != usual.shape()) {
      words.add("shape=" + name(from.shape()));
    }
    if (from.inOrder()) {
      words.add("order=kept");
    }
    percent(words, "reorder", from.reorder01());
    time(words, "reorder-by", from.reorderByNanos());
    percent(words, "duplicate", from.duplicate01());
    if (from.bitsPerSecond() > 0) {
      words.add("rate=" + Units.rate(from.bitsPerSecond()));
    }
    if (from.bitsPerSecond() > 0 || from.queueBytes() != usual.queueBytes()) {
      words.add("queue=" + Units.size(from.queueBytes()));
    }
    if (from.mtuBytes() > 0) {
      words.add("mtu=" + from.mtuBytes());
    }
    if (from.seed() != 0) {
      words.add("seed=" + from.seed());
    }
    return words.isEmpty() ? "none" : String.join(",", words);
  }

  private static String print(BurstLoss burst) {
    return String.join(
        "/",
        Units.percent(burst.enter01()),
        Units.percent(burst.leave01()),
        Units.percent(burst.inside01()),
        Units.percent(burst.outside01()));
  }

  private static void percent(List<String> words, String key, double value01) {
    if (value01 > 0) {
      words.add(key + "=" + Units.percent(value01));
    }
  }

  private static void time(List<String> words, String key, long nanos) {
    if (nanos > 0) {
      words.add(key + "=" + Units.time(nanos));
    }
  }

  private static String name(JitterShape shape) {
    return shape.name().toLowerCase(Locale.ROOT);
  }
}
