package io.oriel.console.web.internal;

import com.google.gson.JsonObject;
import io.oriel.api.backend.BackendId;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/// Backends that are installed and not there, because something they need is missing: they are in
/// no plan, and an operator wants to know why.
@Component(service = MissingBackends.class)
public final class MissingBackends {
  private final ServiceComponentRuntime components;

  @Activate
  public MissingBackends(@Reference ServiceComponentRuntime components) {
    this.components = components;
  }

  List<JsonObject> reasons() {
    var list = new ArrayList<JsonObject>();
    for (var description : components.getComponentDescriptionDTOs()) {
      Object id = description.properties.get(BackendId.PROPERTY);
      if (id != null) {
        for (var configuration : components.getComponentConfigurationDTOs(description)) {
          String reason = reason(configuration);
          if (reason != null) {
            list.add(json(description, String.valueOf(id), reason));
          }
        }
      }
    }
    return list;
  }

  private static String reason(ComponentConfigurationDTO configuration) {
    return switch (configuration.state) {
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
        var needs = new ArrayList<String>();
        for (var reference : configuration.unsatisfiedReferences) {
          needs.add(reference.target == null ? reference.name : reference.target);
        }
        yield "installed, but " + String.join(", ", needs) + " is missing";
      }
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          "installed, but does not start: " + configuration.failure.lines().findFirst().orElse("");
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
          "installed, but its settings are missing";
      default -> null;
    };
  }

  private static JsonObject json(ComponentDescriptionDTO description, String id, String reason) {
    var object = new JsonObject();
    object.addProperty("stage", description.bundle.symbolicName);
    object.addProperty("id", id);
    object.addProperty("state", "missing");
    object.addProperty("why", reason);
    return object;
  }
}
