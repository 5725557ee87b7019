/// Foreign-function basics for Linux: descriptors, shared memory, sockets, polling.
///
/// Libraries and backends build on it; nothing here knows about video or a protocol.
@Export
@Version("0.1.0")
package io.oriel.media.nat;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
