/// A GameStream client that behaves on the wire as a stock Moonlight does: pairing, launch, RTSP,
/// control stream, video with loss repair, and decoding. For tests, benchmarks and `./oriel
/// client`; no host bundle uses it.
@Export
@Version("0.1.0")
package io.oriel.client.gamestream;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
