/** Kahuna, the orchestrator: how it starts and what it is told by its configuration. */
@NullMarked
package cloud.kowabunga.kahuna;

import org.jspecify.annotations.NullMarked;
