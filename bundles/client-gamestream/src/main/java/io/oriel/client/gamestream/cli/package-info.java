/// The client's command line; private to the bundle.
package io.oriel.client.gamestream.cli;
