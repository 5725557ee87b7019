/// Sessions: how a transport asks for one, and what it gives to one.
@Export
@Version("0.1.0")
package io.oriel.api.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
