package io.oriel.media.wire;

/// Sends frames: a run of datagrams with each call, spread by a [Pacer], dropped at a deadline. One
/// thread; allocates nothing.
public final class PacedSender {
  /// A frame's datagrams, all of one length, in the order in which they are to leave.
  public interface Frame {
    /// Datagrams of the frame.
    int count();

    /// Bytes of each datagram.
    int datagramBytes();

    /// Makes datagrams ready to be sent, those before them included.
    ///
    /// @param upTo how many are to be ready
    void prepare(int upTo);

    /// Where the datagrams lie.
    byte[] bytes();

    /// Where a datagram lies in [#bytes()].
    int offset(int position);

    /// Some datagrams of a run were not sent; which ones is not known.
    ///
    /// @param first the run's first datagram
    /// @param length datagrams of the run
    /// @param count how many of them were not sent
    void refused(int first, int length, int count);
  }

  private final DatagramSender sender;
  private final Pacer pacer;
  private final DatagramBatch batch;
  private final int run;
  private long pacedNanos;

  /// @param run datagrams of a call, 1 … [DatagramSender#LONGEST_BURST]
  /// @param longest bytes of a datagram, at most
  /// @param pacer its own
  public PacedSender(UdpSocket socket, int run, int longest, Pacer pacer) {
    this.sender = socket.sender(run);
    this.batch = new DatagramBatch(run, run * longest);
    this.run = run;
    this.pacer = pacer;
  }

  /// Sends a frame.
  ///
  /// @param budgetNanos in which its last datagram shall leave, from now
  /// @param deadlineNanos when it is dropped, on `System.nanoTime()`'s clock
  /// @return how many datagrams were handed to the kernel
  public int send(Frame frame, UdpSocket.Route to, long budgetNanos, long deadlineNanos) {
    int count = frame.count();
    int bytes = frame.datagramBytes();
    int sent = 0;
    pacedNanos = 0;
    pacer.begin((long) count * bytes, budgetNanos);
    for (int first = 0; first < count; first += run) {
      int n = Math.min(run, count - first);
      frame.prepare(first + n);
      batch.clear();
      for (int i = first; i < first + n; i++) {
        batch.add(frame.bytes(), frame.offset(i), bytes);
      }
      pacedNanos += pacer.await((long) n * bytes);
      int went = sender.send(batch, 0, n, to, deadlineNanos);
      if (went < n) {
        frame.refused(first, n, n - went);
      }
      sent += went;
    }
    return sent;
  }

  /// How long the last frame waited on purpose.
  public long pacedNanos() {
    return pacedNanos;
  }

  /// What it sends through, for its counters.
  public DatagramSender sender() {
    return sender;
  }
}
