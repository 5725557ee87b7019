package io.oriel.vdisplay.mutter.internal.layout;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;

/// Layouts as text, for the journal.
public final class LayoutText {
  private static final Gson GSON = new Gson();

  private LayoutText() {}

  /// Of all that [#parse] needs.
  public static String of(Screens screens) {
    return GSON.toJson(screens);
  }

  /// Reads what [#of] wrote.
  ///
  /// @throws IOException it is something else
  public static Screens parse(String text) throws IOException {
    try {
      Screens screens = GSON.fromJson(text, Screens.class);
      if (screens == null) {
        throw new IOException("the layout is empty");
      }
      return screens;
    } catch (JsonParseException | NullPointerException e) {
      throw new IOException("the layout is not understood: " + e.getMessage(), e);
    } catch (RuntimeException e) { // what a record's constructor refuses
      throw new IOException("the layout is incomplete: " + e, e);
    }
  }
}
