/** Measures the whole platform on simulated agents, each figure beside another one of the same run. */
@NullMarked
package cloud.kowabunga.bench;

import org.jspecify.annotations.NullMarked;
