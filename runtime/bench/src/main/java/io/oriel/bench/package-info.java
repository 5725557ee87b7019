/// Benchmarks with stable names: `./oriel bench NAME… --json FILE`.
package io.oriel.bench;
