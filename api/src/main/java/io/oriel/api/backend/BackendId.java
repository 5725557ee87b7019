package io.oriel.api.backend;

import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/// Names a backend.
///
/// One annotation yields both the service property `oriel.backend.id` and the manifest capability
/// `oriel.backend;id=…`. Lower case, unique among the backends of one stage.
@ComponentPropertyType
@Capability(namespace = "oriel.backend")
public @interface BackendId {
  /// Prefix the component runtime puts before the property derived from this type's name.
  String PREFIX_ = "oriel.";

  /// The service property that carries the id.
  String PROPERTY = "oriel.backend.id";

  /// The id, for example `kwin`.
  @Attribute("id")
  String value();
}
