package io.oriel.host.web.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a browser sends, over real sockets and plain HTTP; nothing keeps a test from sending more.
final class TestBrowser {
  /// A page's answer.
  record Got(int status, List<String> headers, byte[] body) {
    String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst()
          .orElse(null);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonObject json() {
      return JsonParser.parseString(text()).getAsJsonObject();
    }
  }

  final int port;
  String cookie;

  TestBrowser(int port) {
    this.port = port;
  }

  String origin() {
    return "http://localhost:" + port;
  }

  Got get(String path, String... headers) throws IOException {
    return request("GET", path, null, headers);
  }

  Got post(String path, String json) throws IOException {
    return request(
        "POST",
        path,
        json.getBytes(StandardCharsets.UTF_8),
        "Origin: " + origin(),
        "Content-Type: application/json");
  }

  Got request(String method, String path, byte[] body, String... headers) throws IOException {
    try (var socket = connect()) {
      send(socket, method, path, body, headers);
      Got got = read(socket.getInputStream(), method.equals("HEAD"));
      String set = got.header("set-cookie");
      if (set != null) {
        cookie = set.split(";", 2)[0];
      }
      return got;
    }
  }

  Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setSoTimeout(30_000);
    return socket;
  }

  void send(Socket socket, String method, String path, byte[] body, String... headers)
      throws IOException {
    var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(line -> line.startsWith("Host:"))) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (cookie != null) {
      head.append("Cookie: other=1; ").append(cookie).append("\r\n");
    }
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    var bytes = new ByteArrayOutputStream();
    bytes.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      bytes.write(body);
    }
    socket.getOutputStream().write(bytes.toByteArray());
    socket.getOutputStream().flush();
  }

  static Got read(InputStream in, boolean headOnly) throws IOException {
    String status = line(in);
    if (status.isEmpty()) {
      throw new IOException("no answer");
    }
    List<String> headers = new ArrayList<>();
    for (String one = line(in); !one.isEmpty(); one = line(in)) {
      headers.add(one);
    }
    int number = Integer.parseInt(status.split(" ")[1]);
    var head = new Got(number, headers, new byte[0]);
    String length = head.header("content-length");
    byte[] body =
        length == null || headOnly ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    return new Got(number, headers, body);
  }

  static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
