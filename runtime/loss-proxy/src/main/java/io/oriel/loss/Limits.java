package io.oriel.loss;

import java.time.Duration;

/// What a proxy holds at most.
///
/// @param clients that each port serves at once; further ones get no answer until another was idle
/// @param idle after which a client without datagrams in either direction is forgotten
/// @param bytes waiting in each direction, in buffers of 2 KiB and, a quarter of it, of 64 KiB; at
///     least 1 MiB
public record Limits(int clients, Duration idle, int bytes) {
  /// 64 clients, one minute, 64 MiB: 500 Mbit/s for half a second of delay and more.
  public static final Limits USUAL = new Limits(64, Duration.ofMinutes(1), 64 << 20);

  public Limits {
    if (clients < 1 || idle.isNegative() || idle.isZero() || bytes < 1 << 20) {
      throw new IllegalArgumentException(
          "clients " + clients + ", idle " + idle + ", bytes " + bytes);
    }
  }
}
