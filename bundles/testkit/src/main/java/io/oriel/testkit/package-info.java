/// What tests of a stream are made of: a picture that tells its number, a bitstream that needs no
/// decoder, leases that are checked, and input that is written down.
@Export
@Version("0.1.0")
package io.oriel.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
