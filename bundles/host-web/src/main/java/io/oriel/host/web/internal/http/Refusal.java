package io.oriel.host.web.internal.http;

import com.google.gson.JsonObject;
import io.oriel.api.web.WebReply;

/// A call that is answered with `{"error": code, "text": sentence}`.
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /// @param status 400 … 599
  /// @param code for programs: one word
  /// @param text for people: a sentence without secrets
  public Refusal(int status, String code, String text) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /// As the browser gets it.
  public WebReply reply() {
    var json = new JsonObject();
    json.addProperty("error", code);
    json.addProperty("text", getMessage());
    return WebReply.json(status, json.toString());
  }
}
