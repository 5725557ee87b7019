/// A desktop with a real portal, for tests of this bundle and of the whole host.
package io.oriel.vdisplay.portal.testing;
