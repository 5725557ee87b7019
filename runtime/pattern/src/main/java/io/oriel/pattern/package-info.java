/// A program that fills a Wayland desktop with a picture a stream's reader understands:
/// `./oriel pattern`, and the same as a window of the caller's process.
package io.oriel.pattern;
