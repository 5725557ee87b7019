/// The host's door for browsers: pages and calls that bundles contribute to its web server, and
/// tickets by which transports know who is at the other end.
@Export
@Version("0.1.0")
package io.oriel.api.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
