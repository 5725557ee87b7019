package io.oriel.client.gamestream.cli;

import io.oriel.client.gamestream.ClientFolder;
import io.oriel.client.gamestream.GameStreamHost;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which host, and which client folder.
final class HostOptions {
  private static final int DEFAULT_PORT = 47_989;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Name or address of the host (default: ${DEFAULT-VALUE}).")
  String host;

  @Option(
      names = "--port",
      defaultValue = "" + DEFAULT_PORT,
      description = "HTTP port of the host (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--folder",
      description =
          "Where certificate, key and known hosts are kept (default: ~/.config/oriel/client).")
  Path folder;

  GameStreamHost open() throws IOException {
    Path kept =
        folder != null
            ? folder
            : Path.of(System.getProperty("user.home"), ".config", "oriel", "client");
    return new GameStreamHost(ClientFolder.open(kept), host, port);
  }
}
