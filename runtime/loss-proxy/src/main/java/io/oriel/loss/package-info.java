/// A bad network for UDP on demand: a deterministic model of what networks do to datagrams, and a
/// proxy that does it to real ones.
package io.oriel.loss;
