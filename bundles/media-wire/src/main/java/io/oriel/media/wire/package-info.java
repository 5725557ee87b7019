/// What a transport over datagrams needs, whatever its protocol: parity, sealing, batches sent with
/// few system calls, and pacing.
@Export
@Version("0.1.0")
package io.oriel.media.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
