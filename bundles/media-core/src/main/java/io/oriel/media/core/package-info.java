/// What every media loop needs: a ring between two threads, threads that wake on time, counters and
/// histograms that cost nothing to write.
@Export
@Version("0.1.0")
package io.oriel.media.core;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
