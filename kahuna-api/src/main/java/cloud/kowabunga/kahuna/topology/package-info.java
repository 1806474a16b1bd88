/** Where an instance may live: Kaktus, their agents and what these report. */
@NullMarked
package cloud.kowabunga.kahuna.topology;

import org.jspecify.annotations.NullMarked;
