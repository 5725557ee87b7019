package io.oriel.console.shell.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gogo on a socket only this user can open: `run/shell.sock`, mode 0600 in a folder of mode 0700.
///
/// Whoever opens it can install code, so it is never a network port. Each connection is served by a
/// virtual thread; see [ShellConnection] for what is spoken.
@Component(service = ShellServer.class, immediate = true)
public final class ShellServer {
  private static final Logger LOG = LoggerFactory.getLogger(ShellServer.class);
  private static final int MOST_CONNECTIONS = 16;

  private final CommandProcessor processor;
  private final Path path;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  @Activate
  public ShellServer(BundleContext bundle, @Reference CommandProcessor processor)
      throws IOException {
    this.processor = processor;
    path = Path.of(bundle.getProperty("oriel.run")).resolve("shell.sock");
    Files.deleteIfExists(path); // of a host that was killed: the lock says that none runs
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot open the shell's socket " + path + ": " + e.getMessage(), e);
    }
    Thread.ofVirtual().name("oriel-shell").start(new AcceptLoop(server::accept, this::take));
  }

  private void take(SocketChannel client) {
    if (open.size() >= MOST_CONNECTIONS) {
      LOG.warn("more than {} shells are open, one was refused", MOST_CONNECTIONS);
      close(client);
      return;
    }
    open.add(client);
    Thread.ofVirtual().name("oriel-shell-client").start(() -> serve(client));
  }

  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("a refused shell does not close: {}", e.toString());
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      new ShellConnection(processor, client).run();
    } catch (IOException e) {
      LOG.debug("a shell went away: {}", e.toString());
    } finally {
      open.remove(client);
    }
  }

  @Deactivate
  void close() throws IOException {
    server.close();
    for (var client : open) {
      client.close();
    }
    Files.deleteIfExists(path);
  }
}
