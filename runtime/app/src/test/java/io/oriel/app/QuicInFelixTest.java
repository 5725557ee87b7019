package io.oriel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.launcher.Host;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/// Native libraries that come in fragments of Netty's bundles.
class QuicInFelixTest {
  @Test
  void netty_finds_its_native_libraries_and_a_server_listens(@TempDir Path data) throws Exception {
    try (Host host = Host.start(Distribution.options(data))) {
      Bundle library =
          Arrays.stream(host.context().getBundles())
              .filter(b -> "io.oriel.media.webtransport".equals(b.getSymbolicName()))
              .findFirst()
              .orElseThrow();

      Class<?> quic = library.loadClass("io.netty.handler.codec.quic.Quic");
      Class<?> epoll = library.loadClass("io.netty.channel.epoll.Epoll");

      assertThat(quic.getMethod("unavailabilityCause").invoke(null)).isNull();
      assertThat(epoll.getMethod("unavailabilityCause").invoke(null)).isNull();
      try (var server = open(library, data.resolve("certificates"))) {
        var addresses = (List<?>) server.getClass().getMethod("addresses").invoke(server);
        assertThat(((InetSocketAddress) addresses.getFirst()).getPort()).isPositive();
      }
    }
  }

  /// The bundle's classes are not this test's: hence reflection.
  private static AutoCloseable open(Bundle library, Path certificates) throws Exception {
    String root = "io.oriel.media.webtransport.";
    Class<?> certificate = library.loadClass(root + "RotatingCertificate");
    Class<?> config = library.loadClass(root + "WebTransportConfig");
    Class<?> accept = library.loadClass(root + "Accept");
    Object rotating =
        certificate
            .getMethod("open", Path.class, InstantSource.class)
            .invoke(null, certificates, InstantSource.system());
    var anywhere = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Object settings =
        config.getMethod("of", List.class, certificate).invoke(null, anywhere, rotating);
    Object refusing =
        Proxy.newProxyInstance(accept.getClassLoader(), new Class<?>[] {accept}, (_, _, _) -> null);
    return (AutoCloseable)
        library
            .loadClass(root + "WebTransportServer")
            .getMethod("open", config, accept)
            .invoke(null, settings, refusing);
  }
}
