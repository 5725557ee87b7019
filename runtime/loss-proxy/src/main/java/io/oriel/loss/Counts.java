package io.oriel.loss;

/// What became of the datagrams of one direction, since the start. Bytes are UDP payload.
///
/// @param received that arrived
/// @param receivedBytes their bytes
/// @param lost by random loss
/// @param lostInBursts by burst loss
/// @param tooLong for the MTU
/// @param queueFull dropped because the queue of the rate limit was full
/// @param duplicated copies made; each then counts as one more datagram
/// @param reordered that overtook others or were held back
/// @param overflowed dropped because the proxy's memory was full
/// @param sent that left the proxy; 0 for a model without one
/// @param sentBytes their bytes
/// @param unsendable that the kernel refused to send
public record Counts(
    long received,
    long receivedBytes,
    long lost,
    long lostInBursts,
    long tooLong,
    long queueFull,
    long duplicated,
    long reordered,
    long overflowed,
    long sent,
    long sentBytes,
    long unsendable) {

  /// Datagrams the modelled network did not deliver.
  public long dropped() {
    return lost + lostInBursts + tooLong + queueFull;
  }

  /// Datagrams the modelled network delivers, copies included.
  public long departing() {
    return received + duplicated - dropped();
  }

  /// Datagrams that wait for their departure.
  public long waiting() {
    return departing() - overflowed - sent - unsendable;
  }

  /// The share of datagrams that the network did not deliver; 0 before the first.
  public double dropped01() {
    long offered = received + duplicated;
    return offered == 0 ? 0 : (double) dropped() / offered;
  }

  /// What came on top since an earlier reading.
  public Counts since(Counts earlier) {
    return new Counts(
        received - earlier.received,
        receivedBytes - earlier.receivedBytes,
        lost - earlier.lost,
        lostInBursts - earlier.lostInBursts,
        tooLong - earlier.tooLong,
        queueFull - earlier.queueFull,
        duplicated - earlier.duplicated,
        reordered - earlier.reordered,
        overflowed - earlier.overflowed,
        sent - earlier.sent,
        sentBytes - earlier.sentBytes,
        unsendable - earlier.unsendable);
  }
}
