/// A real browser, driven over the Chrome DevTools Protocol.
package io.oriel.itest.browser;
