package io.oriel.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The peers of a run. What a peer needs is looked for when it is first measured. One thread.
public final class Peers implements AutoCloseable {
  /// Nobody is measured beside.
  public static final Peers NONE = new Peers(null, null);

  private final PeerProgram libraries;
  private final PeerProgram crate;

  private Peers(PeerProgram libraries, PeerProgram crate) {
    this.libraries = libraries;
    this.crate = crate;
  }

  /// Peers that are built below the folder `oriel.bench.peers` (a system property), else in the
  /// folder for temporary files.
  public static Peers open() {
    String set = System.getProperty("oriel.bench.peers");
    Path folder =
        set == null
            ? Path.of(System.getProperty("java.io.tmpdir"), "oriel-bench-peers")
            : Path.of(set);
    return open(folder);
  }

  static Peers open(Path folder) {
    var libraries =
        new PeerProgram(
            folder.resolve("c"),
            List.of("libraries.c"),
            List.of("cc", "-O2", "-Wall", "-o", "libraries", "libraries.c", "-ldl"),
            "libraries",
            "apt-get install gcc libc6-dev");
    var crate =
        new PeerProgram(
            folder.resolve("rust"),
            List.of("Cargo.toml", "Cargo.lock", "src/main.rs"),
            List.of("cargo", "build", "--release", "--locked", "--quiet"),
            "target/release/oriel-peer",
            "needs a Rust toolchain (https://rustup.rs) and its registry");
    return new Peers(libraries, crate);
  }

  /// Whether any are measured.
  public boolean wanted() {
    return libraries != null;
  }

  /// ISA-L's `ec_encode_data`: a block's parity.
  public Peer isal(int data, int parity, int length) {
    return new Work(libraries, "isal", "fec8 %d %d %d".formatted(data, parity, length));
  }

  /// OpenSSL's AES-128-GCM with one context: a packet.
  public Peer openssl(int length) {
    return new Work(libraries, "crypto", "seal %d".formatted(length));
  }

  /// libyuv's `ARGBToI420`, BT.601: a picture.
  public Peer libyuv(int width, int height) {
    return new Work(libraries, "yuv", "libyuv %d %d".formatted(width, height));
  }

  /// FFmpeg's swscale from BGRX to I420, BT.709: a picture.
  public Peer swscale(int width, int height) {
    return new Work(libraries, "swscale", "swscale %d %d".formatted(width, height));
  }

  /// reed-solomon-simd encodes a block.
  public Peer crateEncode(int data, int parity, int length) {
    return new Work(crate, "crate", "encode %d %d %d".formatted(data, parity, length));
  }

  /// reed-solomon-simd repairs a block that lost as many data shards as it has parity shards.
  public Peer crateDecode(int data, int parity, int length) {
    return new Work(crate, "crate", "decode %d %d %d".formatted(data, parity, length));
  }

  private record Work(PeerProgram program, String subject, String order) implements Peer {
    @Override
    public String name() throws AbsentException, IOException {
      return program.ask("name " + subject);
    }

    @Override
    public double micros(double seconds) throws AbsentException, IOException {
      String answer = program.ask(order + String.format(Locale.ROOT, " %.3f", seconds));
      try {
        return Double.parseDouble(answer);
      } catch (NumberFormatException e) {
        throw new IOException("a peer answers " + order + " with " + answer, e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (wanted()) {
      libraries.close();
      crate.close();
    }
  }
}
