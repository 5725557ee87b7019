/// A WebTransport client in Java, for tests.
package io.oriel.media.webtransport.client;
