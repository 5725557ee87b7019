package io.oriel.host.trust.internal;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.HostIdentity;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The trust store in the folder `trust` below the one that the system property `oriel.state`
/// names.
@Component(configurationPid = "io.oriel.host.trust")
@ServiceDescription("Host identity and paired clients")
@Designate(ocd = TrustStoreComponent.Config.class)
public final class TrustStoreComponent implements TrustStore {
  /// Names the folder of everything the host has to remember.
  static final String STATE = "oriel.state";

  private static final Logger LOG = LoggerFactory.getLogger(TrustStoreComponent.class);

  /// Settings.
  @ObjectClassDefinition(name = "Oriel: trust store")
  @interface Config {
    @AttributeDefinition(
        description = "Name of this host as its clients see it; empty means the machine's name")
    String host_name() default "";
  }

  private final FileTrustStore store;
  private volatile String name;

  @Activate
  public TrustStoreComponent(Config config) throws IOException {
    name = name(config);
    try {
      store = new FileTrustStore(folder(), name, InstantSource.system());
    } catch (DamagedFileException e) {
      LOG.error("no client can be served: {}", e.getMessage());
      throw e;
    }
  }

  /// The name is shown from the next request on.
  @Modified
  void modified(Config changed) {
    name = name(changed);
  }

  @Deactivate
  void close() {
    store.close();
  }

  @Override
  public HostIdentity identity() {
    HostIdentity stored = store.identity();
    return new HostIdentity(stored.id(), name, stored.certificate(), stored.key());
  }

  @Override
  public Optional<Client> byKey(byte[] sha256) {
    return store.byKey(sha256);
  }

  @Override
  public List<Client> clients() {
    return store.clients();
  }

  @Override
  public Client add(String clientName, byte[] certificate, Set<Right> rights) {
    return store.add(clientName, certificate, rights);
  }

  @Override
  public Optional<Client> allow(String clientId, Set<Right> rights) {
    return store.allow(clientId, rights);
  }

  @Override
  public boolean remove(String clientId) {
    return store.remove(clientId);
  }

  @Override
  public AutoCloseable watch(Consumer<Client> changed) {
    return store.watch(changed);
  }

  private static Path folder() {
    String state = System.getProperty(STATE, "");
    if (state.isEmpty()) {
      throw new IllegalStateException(
          "the system property " + STATE + " does not say where the host keeps its state");
    }
    return Path.of(state, "trust");
  }

  private static String name(Config config) {
    String wanted = config.host_name().strip();
    if (!wanted.isEmpty()) {
      return wanted;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "Oriel"; // a machine whose own name does not resolve
    }
  }
}
