package io.oriel.loss;

/// Loss in bursts by the model of Gilbert and Elliott: the network is good or bad, and each state
/// loses datagrams at its own rate. All four are probabilities per datagram, 0 … 1.
///
/// @param enter01 that a good network turns bad
/// @param leave01 that a bad network turns good; 1 / leave01 is the mean length of a burst
/// @param inside01 that a datagram is lost while the network is bad
/// @param outside01 that a datagram is lost while the network is good
public record BurstLoss(double enter01, double leave01, double inside01, double outside01) {
  /// A network that is always good.
  public static final BurstLoss NONE = new BurstLoss(0, 1, 1, 0);

  public BurstLoss {
    Units.probability("burst", enter01);
    Units.probability("burst", leave01);
    Units.probability("burst", inside01);
    Units.probability("burst", outside01);
    if (enter01 > 0 && leave01 == 0) {
      throw new IllegalArgumentException(
          "burst: a network that turns bad and never good again; the second value must be above 0%");
    }
  }

  /// Everything is lost in bursts of this mean length, nothing between them.
  ///
  /// @param loss01 the share of datagrams lost in the long run, below 1
  /// @param length mean number of datagrams lost in a row, 1 or more
  public static BurstLoss of(double loss01, double length) {
    if (!(loss01 >= 0 && loss01 < 1 && length >= 1)) {
      throw new IllegalArgumentException(
          "burst: loss " + loss01 + " of 0 to below 1, length " + length + " of 1 or more");
    }
    double leave = 1 / length;
    return new BurstLoss(Math.min(1, leave * loss01 / (1 - loss01)), leave, 1, 0);
  }

  /// The share of datagrams lost in the long run.
  public double mean01() {
    double bad = enter01 == 0 ? 0 : enter01 / (enter01 + leave01);
    return bad * inside01 + (1 - bad) * outside01;
  }
}
