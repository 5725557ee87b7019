package io.oriel.host.web.internal.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/// Reads requests and takes none whose end could be understood in two ways (RFC 9112 §6.3, §11.2).
final class StrictDecoder extends HttpRequestDecoder {
  static final int MOST_LINE = 8 * 1024;
  static final int MOST_HEADERS = 16 * 1024;
  private static final int CHUNK = 16 * 1024;

  StrictDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MOST_LINE)
            .setMaxHeaderSize(MOST_HEADERS)
            .setMaxChunkSize(CHUNK)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true));
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
