package io.oriel.host.web.internal.api;

import com.google.gson.JsonObject;
import io.oriel.host.web.internal.http.Answer;
import io.oriel.host.web.internal.http.Refusal;
import io.oriel.host.web.internal.http.RequestHead;

/// One call of `/api`. A virtual thread.
@FunctionalInterface
interface ApiCall {
  /// @param body empty for a call without one
  Answer answer(RequestHead head, JsonObject body) throws Refusal;
}
