package io.oriel.web.page.internal;

import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebEndpoint;
import io.oriel.api.web.WebReply;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// The page. Anybody may load it: it holds nothing but itself, and whatever it asks the host for
/// is refused without login.
@Component
public final class PageEndpoint implements WebEndpoint {
  /// Where the files lie in the bundle.
  static final String ROOT = "/io/oriel/web/page/internal/site/";

  private final Site site;

  @Activate
  public PageEndpoint(BundleContext context) throws IOException {
    this(new Site(files(context)));
  }

  PageEndpoint(Site site) {
    this.site = site;
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public Access access() {
    return Access.ANYBODY;
  }

  @Override
  public int mostBodyBytes() {
    return 0;
  }

  @Override
  public WebReply handle(WebCall call) {
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      return with(WebReply.text(405, "The page is for reading."), Map.of("allow", "GET, HEAD"));
    }
    var found = site.find(call.path());
    if (found.isEmpty()) {
      return with(
          WebReply.text(404, "There is nothing here. Reload the page: it may have changed."),
          Map.of("cache-control", "no-store"));
    }
    var entry = found.get();
    var headers = new HashMap<String, String>();
    headers.put("etag", entry.etag());
    headers.put("vary", "accept-encoding");
    headers.put(
        "cache-control", entry.forGood() ? "public, max-age=31536000, immutable" : "no-cache");
    if (known(call.headers().get("if-none-match"), entry.etag())) {
      return with(WebReply.empty(304), headers);
    }
    headers.put("content-type", entry.contentType());
    boolean gzip =
        entry.gzipped().length > 0 && accepts(call.headers().get("accept-encoding"), "gzip");
    if (gzip) {
      headers.put("content-encoding", "gzip");
    }
    byte[] bytes = gzip ? entry.gzipped() : entry.bytes();
    return new WebReply(200, headers, new WebReply.Content.Bytes(bytes));
  }

  private static WebReply with(WebReply reply, Map<String, String> more) {
    var headers = new HashMap<>(reply.headers());
    headers.putAll(more);
    return new WebReply(reply.status(), headers, reply.content());
  }

  /// RFC 9110 §13.1.2: weak comparison, a list or `*`.
  private static boolean known(String header, String etag) {
    if (header == null) {
      return false;
    }
    for (String one : header.split(",")) {
      String tag = one.strip();
      if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }

  /// RFC 9110 §12.5.3, without wildcards: what is not named is not sent.
  private static boolean accepts(String header, String coding) {
    if (header == null) {
      return false;
    }
    for (String one : header.split(",")) {
      String[] parts = one.strip().split("\\s*;\\s*");
      if (parts[0].equalsIgnoreCase(coding)) {
        return parts.length < 2 || !parts[1].matches("(?i)q\\s*=\\s*0(\\.0*)?");
      }
    }
    return false;
  }

  private static Map<String, byte[]> files(BundleContext context) throws IOException {
    var files = new HashMap<String, byte[]>();
    var found = context.getBundle().findEntries(ROOT, "*", true);
    if (found == null) {
      throw new IOException("the bundle holds no page");
    }
    for (URL url : Collections.list(found)) {
      String path = url.getPath();
      if (!path.endsWith("/")) {
        try (var in = url.openStream()) {
          files.put(path.substring(path.indexOf(ROOT) + ROOT.length()), in.readAllBytes());
        }
      }
    }
    return files;
  }
}
