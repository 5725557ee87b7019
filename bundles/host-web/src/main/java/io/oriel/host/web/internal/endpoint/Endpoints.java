package io.oriel.host.web.internal.endpoint;

import io.oriel.api.web.WebEndpoint;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;
import io.oriel.host.web.internal.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All parts of the web server that bundles contribute.
@Component(service = Endpoints.class)
public final class Endpoints implements Route.Finder {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  private static final Pattern PATH = Pattern.compile("/[a-z0-9-]{0,40}");
  private static final String OWN = "/api";

  private record Entry(
      ServiceReference<WebEndpoint> reference, WebEndpoint service, Mounted mounted) {}

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  // replaced entry by entry under `this`
  private final Map<String, Mounted> byPath = new ConcurrentHashMap<>();

  /// One whose path is malformed or taken by the server itself is left out.
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addEndpoint(WebEndpoint endpoint, ServiceReference<WebEndpoint> reference) {
    Mounted mounted;
    try {
      mounted = new Mounted(endpoint);
    } catch (RuntimeException e) {
      LOG.error("an endpoint does not say where it lies", e);
      return;
    }
    if (!PATH.matcher(mounted.path()).matches() || mounted.path().equals(OWN)) {
      LOG.error("no endpoint can lie at {}", mounted.path());
      return;
    }
    synchronized (this) {
      entries.add(new Entry(reference, endpoint, mounted));
      choose(mounted.path());
    }
  }

  /// Returns when nobody is inside any more.
  void removeEndpoint(WebEndpoint endpoint) {
    List<Entry> gone = new ArrayList<>();
    synchronized (this) {
      for (Entry entry : entries) {
        if (entry.service() == endpoint) {
          gone.add(entry);
        }
      }
      entries.removeAll(gone);
      gone.forEach(entry -> choose(entry.mounted().path()));
    }
    gone.forEach(entry -> entry.mounted().close());
  }

  /// The one with the highest ranking has the path.
  private void choose(String path) {
    entries.stream()
        .filter(entry -> entry.mounted().path().equals(path))
        .max((a, b) -> a.reference().compareTo(b.reference()))
        .ifPresentOrElse(entry -> byPath.put(path, entry.mounted()), () -> byPath.remove(path));
  }

  @Override
  public Route find(RequestHead head) throws Refusal {
    String path = head.target().path();
    int slash = path.indexOf('/', 1);
    Mounted mounted = byPath.get(slash < 0 ? path : path.substring(0, slash));
    if (mounted == null) {
      mounted = byPath.get("/");
    }
    if (mounted == null) {
      throw new Refusal(404, "unknown", "there is nothing here");
    }
    mounted.admit(head);
    return mounted;
  }
}
