package io.oriel.host.web.internal.api;

import io.oriel.api.app.AppCatalog;
import io.oriel.api.session.SessionOrchestrator;
import io.oriel.api.trust.TrustStore;
import io.oriel.host.web.internal.endpoint.Offers;
import io.oriel.host.web.internal.login.AccessDesk;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// All calls below `/api`.
@Component(service = OwnCalls.class)
public final class OwnCalls {
  private final ApiRoutes routes = new ApiRoutes();

  @Activate
  public OwnCalls(
      BundleContext bundle,
      @Reference TrustStore trust,
      @Reference SessionOrchestrator orchestrator,
      @Reference AppCatalog catalog,
      @Reference Offers offers,
      @Reference AccessDesk desk) {
    this(bundle.getBundle().getVersion().toString(), trust, orchestrator, catalog, offers, desk);
  }

  /// Without OSGi.
  public OwnCalls(
      String version,
      TrustStore trust,
      SessionOrchestrator orchestrator,
      AppCatalog catalog,
      Offers offers,
      AccessDesk desk) {
    routes.on(
        "GET", "/api/host", new HostCall(trust, orchestrator, catalog, offers, version)::host);
    new LoginCalls(desk).addTo(routes);
  }

  public ApiRoutes routes() {
    return routes;
  }
}
