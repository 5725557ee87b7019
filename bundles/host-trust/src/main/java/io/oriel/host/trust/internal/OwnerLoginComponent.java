package io.oriel.host.trust.internal;

import io.oriel.api.trust.OwnerLogin;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The login of `console.login`, which the launcher makes on first start. It is read for every
/// attempt, so that deleting it takes effect at once.
@Component
@ServiceDescription("The owner's login")
public final class OwnerLoginComponent implements OwnerLogin {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerLoginComponent.class);
  private static final int MOST_ADDRESSES = 4096;
  private static final int AT_ONCE = 2;
  private static final int NETWORK_BYTES = 8;
  private static final long TURN_SECONDS = 5;

  private final Path file;
  private final Semaphore turns =
      new Semaphore(AT_ONCE, true); // each costs a third of a second of CPU
  // those who came first are forgotten first; guarded by this object
  private final Map<InetAddress, LoginThrottle> throttles =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, LoginThrottle> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  @Activate
  public OwnerLoginComponent() {
    this(Path.of(System.getProperty(TrustStoreComponent.STATE, ""), "console.login"));
  }

  OwnerLoginComponent(Path file) {
    this.file = file;
  }

  @Override
  public Result check(InetAddress from, String user, String password) {
    LoginThrottle throttle = throttle(from);
    if (!throttle.open()) {
      return Result.WAIT;
    }
    try {
      if (!turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
        return Result.WAIT;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Result.WAIT;
    }
    try {
      if (!throttle.open()) { // others of this address were wrong while this one waited
        return Result.WAIT;
      }
      if (StoredLogin.read(file).matches(user, password.toCharArray())) {
        throttle.succeeded();
        return Result.RIGHT;
      }
    } catch (IOException e) {
      LOG.error("nobody can log in: {}", e.getMessage());
      return Result.WRONG;
    } finally {
      turns.release();
    }
    throttle.failed();
    LOG.warn("a login of the owner failed, from {}", from.getHostAddress());
    return Result.WRONG;
  }

  private synchronized LoginThrottle throttle(InetAddress from) {
    return throttles.computeIfAbsent(household(from), _ -> new LoginThrottle(System::nanoTime));
  }

  /// Nobody gets more guesses by changing among the addresses of loopback, or among those that a
  /// network gives to one household (64 bits of IPv6).
  private static InetAddress household(InetAddress from) {
    if (from.isLoopbackAddress()) {
      return InetAddress.getLoopbackAddress();
    }
    if (from instanceof Inet6Address) {
      byte[] bytes = from.getAddress();
      Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
      try {
        return InetAddress.getByAddress(bytes);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("16 bytes are an address", e);
      }
    }
    return from;
  }
}
