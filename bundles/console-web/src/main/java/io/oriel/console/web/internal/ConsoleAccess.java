package io.oriel.console.web.internal;

import static io.oriel.api.trust.OwnerLogin.Result.RIGHT;

import io.oriel.api.trust.OwnerLogin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may use the web console: whoever knows the login made on first start.
///
/// The framework property `felix.webconsole.security.providers` names this component, so the
/// console is not there at all without it. HTTP Basic over loopback; a password that was right is
/// remembered for five minutes as a keyed hash, so that a page that asks every second does not cost
/// 600 000 rounds each time.
@Component(property = SecurityProvider.PROPERTY_ID + "=" + ConsoleAccess.ID)
public final class ConsoleAccess implements SecurityProvider {
  /// As the framework property spells it.
  static final String ID = "oriel";

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleAccess.class);
  private static final long REMEMBER_NANOS = 300_000_000_000L;
  private static final int LONGEST_HEADER = 1024;
  private static final String BASIC = "Basic ";

  private final OwnerLogin owner;
  private final byte[] key = new byte[32];
  private byte[] remembered; // `this` lock
  private long rememberedUntil; // `this` lock

  @Activate
  public ConsoleAccess(@Reference OwnerLogin owner) {
    this.owner = owner;
    new SecureRandom().nextBytes(key);
  }

  @Override
  public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
    if (foreign(
        request.getMethod(),
        request.getHeader("Host"),
        request.getHeader("Origin"),
        request.getHeader("Sec-Fetch-Site"))) {
      refuse(response, HttpServletResponse.SC_FORBIDDEN);
      return null;
    }
    String header = request.getHeader("Authorization");
    if (header != null && header.startsWith(BASIC) && header.length() <= LONGEST_HEADER) {
      String user = user(header.substring(BASIC.length()).strip(), request.getRemoteAddr());
      if (user != null) {
        return user;
      }
    }
    response.setHeader("WWW-Authenticate", "Basic realm=\"Oriel\", charset=\"UTF-8\"");
    refuse(response, HttpServletResponse.SC_UNAUTHORIZED);
    return null;
  }

  /// Whether another site's page sent this change with the login its browser remembers: the
  /// console's own plug-ins ask for no token. Programs send neither header and are let through.
  static boolean foreign(String method, String host, String origin, String fetchSite) {
    if ("GET".equals(method) || "HEAD".equals(method)) {
      return false;
    }
    boolean otherSite =
        fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none");
    return otherSite || (origin != null && !origin.equals("http://" + host));
  }

  private static void refuse(HttpServletResponse response, int status) {
    try {
      response.sendError(status);
    } catch (IOException e) {
      LOG.debug("a browser went away: {}", e.toString());
    }
  }

  private String user(String encoded, String remote) {
    byte[] proof = proof(encoded);
    String[] parts = new String(decoded(encoded), StandardCharsets.UTF_8).split(":", 2);
    if (known(proof)) {
      return parts[0];
    }
    if (parts.length != 2 || owner.check(address(remote), parts[0], parts[1]) != RIGHT) {
      return null;
    }
    remember(proof);
    return parts[0];
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.ofLiteral(literal.split("%", 2)[0]);
    } catch (IllegalArgumentException _) {
      return InetAddress.getLoopbackAddress();
    }
  }

  private static byte[] decoded(String encoded) {
    try {
      return Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private byte[] proof(String encoded) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(encoded.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  private synchronized boolean known(byte[] proof) {
    return remembered != null
        && System.nanoTime() - rememberedUntil < 0
        && MessageDigest.isEqual(remembered, proof);
  }

  private synchronized void remember(byte[] proof) {
    remembered = proof;
    rememberedUntil = System.nanoTime() + REMEMBER_NANOS;
  }

  /// There are no roles: whoever is in may do everything.
  @Override
  public boolean authorize(Object user, String role) {
    return user != null;
  }

  @Override
  public void logout(HttpServletRequest request, HttpServletResponse response) {
    synchronized (this) {
      remembered = null;
    }
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
  }
}
