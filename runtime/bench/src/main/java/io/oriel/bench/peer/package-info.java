/// Well-known native code that does the same work in the same run.
package io.oriel.bench.peer;
