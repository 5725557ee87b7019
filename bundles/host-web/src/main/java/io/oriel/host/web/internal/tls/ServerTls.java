package io.oriel.host.web.internal.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS 1.3 and 1.2 with a certificate that is looked after: the host's own is renewed in time, the
/// owner's files are read again when they change. New connections get the newest.
public final class ServerTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
  private static final long LOOK_SECONDS = 60;

  private final OwnFile own;
  private final Supplier<Set<String>> names;
  private final Path certificate;
  private final Path key;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("oriel-web-tls").factory());
  private volatile SslContext current;
  private volatile Set<String> certified = Set.of();
  private List<FileTime> read =
      List.of(); // of both files; the timer's thread, after the constructor
  private Instant renewed; // the same

  private ServerTls(Path ownFile, Supplier<Set<String>> names, Path certificate, Path key) {
    own = new OwnFile(ownFile);
    this.names = names;
    this.certificate = certificate;
    this.key = key;
  }

  /// Reads or makes the certificate.
  ///
  /// @param ownFile where the host's own one is kept
  /// @param names of the machine
  /// @param certificate of the owner, PEM with its chain; empty: the host's own
  /// @param key PEM, PKCS #8
  /// @throws IOException naming the file and what is wrong with it
  public static ServerTls open(
      Path ownFile, Supplier<Set<String>> names, String certificate, String key)
      throws IOException {
    var tls =
        certificate.isBlank()
            ? new ServerTls(ownFile, names, null, null)
            : new ServerTls(ownFile, names, Path.of(certificate.strip()), Path.of(key.strip()));
    tls.load();
    tls.timer.scheduleWithFixedDelay(tls::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    return tls;
  }

  /// For the next connection. Any thread.
  public SslContext context() {
    return current;
  }

  /// The names in the owner's certificate, lower case; none without one. Any thread.
  public Set<String> certified() {
    return certified;
  }

  private void look() {
    try {
      load();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the certificate for browsers is not renewed: {}", e.getMessage());
    }
  }

  private void load() throws IOException {
    if (certificate == null) {
      loadOwn();
    } else {
      loadOwners();
    }
  }

  private void loadOwn() throws IOException {
    PemPair pair = own.current(names.get(), Instant.now());
    Instant begins = pair.certificate().getNotBefore().toInstant();
    if (!begins.equals(renewed)) {
      current = build(SslContextBuilder.forServer(pair.key(), pair.certificate()));
      renewed = begins;
    }
  }

  private void loadOwners() throws IOException {
    try {
      // whoever renews them writes one after the other
      var changed = List.of(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
      if (!changed.equals(read)) {
        current = build(SslContextBuilder.forServer(certificate.toFile(), key.toFile()));
        certified = CertificateNames.of(certificate);
        read = changed;
        LOG.info("browsers are shown the certificate {}", certificate);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "the settings certificate and key: "
              + certificate
              + " and "
              + key
              + " cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  private static SslContext build(SslContextBuilder builder) throws IOException {
    return builder.sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2").build();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
