/// What every backend shares: identity, assessment, health and failure.
@Export
@Version("0.1.0")
package io.oriel.api.backend;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
