package io.oriel.console.web.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.oriel.api.app.App;
import io.oriel.api.app.AppCatalog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// What the page shows of applications. Any thread.
@Component(service = AppRows.class)
public final class AppRows {
  private final AppCatalog catalog;

  @Activate
  public AppRows(@Reference AppCatalog catalog) {
    this.catalog = catalog;
  }

  /// What people call an application.
  String title(String id) {
    return catalog.byId(id).map(App::title).orElse(id);
  }

  /// All entries, listed or not.
  JsonArray entries() {
    var array = new JsonArray();
    for (AppCatalog.Entry entry : catalog.entries()) {
      var object = new JsonObject();
      object.addProperty("id", entry.app().id());
      object.addProperty("title", entry.app().title());
      object.addProperty("library", entry.library());
      object.addProperty("listed", entry.listed());
      object.addProperty("why", entry.why());
      array.add(object);
    }
    return array;
  }

  /// What is wrong with entries and settings.
  JsonArray remarks() {
    var array = new JsonArray();
    catalog.remarks().forEach(array::add);
    return array;
  }
}
