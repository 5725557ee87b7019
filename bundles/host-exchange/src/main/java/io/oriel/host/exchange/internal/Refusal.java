package io.oriel.host.exchange.internal;

import com.google.gson.JsonObject;
import io.oriel.api.web.WebReply;

/// A call that is not served, and why.
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final long offset;

  /// @param code for the page
  /// @param text a sentence for people
  public Refusal(int status, String code, String text) {
    this(status, code, text, -1);
  }

  /// @param offset where the upload is to go on; -1: not said
  public Refusal(int status, String code, String text, long offset) {
    super(text);
    this.status = status;
    this.code = code;
    this.offset = offset;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /// The answer.
  public WebReply reply() {
    var json = new JsonObject();
    json.addProperty("error", code);
    json.addProperty("text", getMessage());
    if (offset >= 0) {
      json.addProperty("offset", offset);
    }
    return WebReply.json(status, json.toString());
  }
}
