package io.oriel.client.gamestream.internal.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One GET on one connection, HTTP/1.1, closed afterwards; stock clients do not reuse connections.
public final class HttpGet {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int MOST_BYTES = 16 << 20;

  private HttpGet() {}

  /// @param status the HTTP status, not the one inside the XML
  public record Reply(int status, byte[] body) {}

  /// @param tls null for plain HTTP
  /// @param timeoutMillis how long one read may wait; 0 waits for ever
  /// @param from the own address; the wildcard: any
  public static Reply get(
      SSLContext tls, InetAddress from, String host, int port, String target, int timeoutMillis)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setSoTimeout(timeoutMillis);
      if (tls == null) {
        return exchange(socket, host, port, target);
      }
      try (var secure =
          (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, false)) {
        secure.startHandshake();
        return exchange(secure, host, port, target);
      }
    }
  }

  private static Reply exchange(Socket socket, String host, int port, String target)
      throws IOException {
    String authority = host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    String request =
        "GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + authority
            + "\r\nUser-Agent: Mozilla/5.0\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String[] statusLine = line(in).split(" ", 3);
    if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
      throw new IOException("the host's answer is not HTTP");
    }
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("content-length")) {
        length = Integer.parseInt(line.substring(colon + 1).strip());
      }
    }
    byte[] body = in.readNBytes(length < 0 ? MOST_BYTES : Math.min(length, MOST_BYTES));
    if (length > body.length) {
      throw new EOFException("the host's answer ends after " + body.length + " of " + length);
    }
    return new Reply(Integer.parseInt(statusLine[1]), body);
  }

  private static String line(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || text.length() > 16_384) {
        throw new EOFException("the host closed the connection without an answer");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
