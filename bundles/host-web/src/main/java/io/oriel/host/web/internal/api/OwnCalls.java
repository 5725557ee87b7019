package io.oriel.host.web.internal.api;

import io.oriel.api.app.AppCatalog;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.trust.OwnerLogin;
import io.oriel.api.trust.PairingQueue;
import io.oriel.api.trust.TrustStore;
import io.oriel.host.web.internal.WebSettings;
import io.oriel.host.web.internal.endpoint.Offers;
import io.oriel.host.web.internal.login.AccessDesk;
import io.oriel.host.web.internal.login.Pairings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/// All calls below `/api`.
@Component(service = OwnCalls.class, configurationPid = "io.oriel.host.web")
public final class OwnCalls {
  private final ApiRoutes routes = new ApiRoutes();
  private final Pairings pairings;
  private volatile WebSettings settings;

  @Activate
  public OwnCalls(
      BundleContext bundle,
      WebSettings settings,
      @Reference TrustStore trust,
      @Reference PairingQueue queue,
      @Reference OwnerLogin owner,
      @Reference SessionOrchestrator orchestrator,
      @Reference AppCatalog catalog,
      @Reference Offers offers,
      @Reference AccessDesk desk) {
    this.settings = settings;
    String version = bundle.getBundle().getVersion().toString();
    pairings = new Pairings(queue, trust, System::nanoTime);
    routes.on(
        "GET", "/api/host", new HostCall(trust, orchestrator, catalog, offers, version)::host);
    var logins = new LoginCalls(desk);
    logins.addTo(routes);
    new PairCalls(pairings, trust, owner, desk, logins, () -> this.settings.pairing())
        .addTo(routes);
    new GuestCalls(desk, orchestrator, logins).addTo(routes);
  }

  /// Applies to the next call.
  @Modified
  void modified(WebSettings changed) {
    settings = changed;
  }

  @Deactivate
  void close() {
    pairings.close();
  }

  public ApiRoutes routes() {
    return routes;
  }
}
