package io.oriel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.launcher.Host;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

class WholeHostTest {
  private static final int FAILED_ACTIVATION = 16;
  private static final int UNSATISFIED_CONFIGURATION = 1;
  private static final int UNSATISFIED_REFERENCE = 2;

  @Test
  void every_bundle_is_active_and_every_component_satisfied(@TempDir Path data) throws Exception {
    try (Host host = Host.start(Distribution.options(data))) {
      assertThat(host.troubles()).isEmpty();
      for (Bundle bundle : host.context().getBundles()) {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        assertThat(bundle.getState())
            .as(bundle.getSymbolicName())
            .isEqualTo(fragment ? Bundle.RESOLVED : Bundle.ACTIVE);
      }
      assertThat(unsatisfied(host)).isEmpty();
    }
  }

  /// The component runtime lives in a bundle, whose classes this test does not share: hence
  /// reflection.
  private static List<String> unsatisfied(Host host) throws Exception {
    var reference =
        host.context()
            .getAllServiceReferences(
                "org.osgi.service.component.runtime.ServiceComponentRuntime", null)[0];
    Object runtime = host.context().getService(reference);
    Class<?> type =
        runtime
            .getClass()
            .getClassLoader()
            .loadClass("org.osgi.service.component.runtime.ServiceComponentRuntime");
    Class<?> descriptionType =
        type.getClassLoader()
            .loadClass("org.osgi.service.component.runtime.dto.ComponentDescriptionDTO");
    var list = type.getMethod("getComponentDescriptionDTOs", Bundle[].class);
    var instances = type.getMethod("getComponentConfigurationDTOs", descriptionType);
    var trouble = new ArrayList<String>();
    for (Object description : (Collection<?>) list.invoke(runtime, (Object) new Bundle[0])) {
      Object name = description.getClass().getField("name").get(description);
      Object policy = description.getClass().getField("configurationPolicy").get(description);
      for (Object instance : (Collection<?>) instances.invoke(runtime, description)) {
        int state = instance.getClass().getField("state").getInt(instance);
        Object missing = instance.getClass().getField("unsatisfiedReferences").get(instance);
        boolean perFile = "require".equals(policy); // exists once somebody writes a file for it
        if (state == FAILED_ACTIVATION || (state == UNSATISFIED_CONFIGURATION && !perFile)) {
          trouble.add(name + " state " + state);
        }
        if (state == UNSATISFIED_REFERENCE) {
          trouble.addAll(unexpected(name, missing));
        }
      }
    }
    return trouble;
  }

  /// A condition that is absent says what this box lacks; any other missing service is a mistake.
  private static List<String> unexpected(Object component, Object references) throws Exception {
    var names = new ArrayList<String>();
    for (int i = 0; i < Array.getLength(references); i++) {
      Object reference = Array.get(references, i);
      Object name = reference.getClass().getField("name").get(reference);
      if (!"osgi.ds.satisfying.condition".equals(name)) {
        names.add(component + " lacks " + name);
      }
    }
    return names;
  }
}
