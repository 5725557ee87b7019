package io.oriel.api.encode;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.media.Codec;
import io.oriel.api.media.FormatSupport;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// Opens encoders of one library or device.
@ConsumerType
public interface EncoderProvider extends Backend<EncoderRequest> {
  /// What it takes for a codec, best first; empty: it does not encode this codec. Pure, like
  /// `assess`.
  List<FormatSupport> accepts(Codec codec, HostFacts facts);

  /// Whether its encoders of a codec heal losses by [Encoder#invalidate], without key frames. What
  /// clients are told before an encoder is opened. Pure, like `assess`.
  default boolean invalidates(Codec codec, HostFacts facts) {
    return false;
  }

  /// Opens an encoder. Control thread; may take seconds; interruptible. The caller owns the result.
  Encoder open(EncoderRequest request, StageHealth health) throws BackendException;
}
