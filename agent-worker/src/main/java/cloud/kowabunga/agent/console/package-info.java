/** Consoles of instances, carried from the machine to Kahuna. */
@NullMarked
package cloud.kowabunga.agent.console;

import org.jspecify.annotations.NullMarked;
