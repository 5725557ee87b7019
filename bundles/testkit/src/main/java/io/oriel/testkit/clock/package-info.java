/// Compares the clocks of two machines over UDP, so that latencies between them can be measured.
@Export
@Version("0.1.0")
package io.oriel.testkit.clock;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
