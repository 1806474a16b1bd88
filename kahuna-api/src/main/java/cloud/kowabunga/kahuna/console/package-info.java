/** Consoles of instances: from a person's browser to the machine's serial port. */
@NullMarked
package cloud.kowabunga.kahuna.console;

import org.jspecify.annotations.NullMarked;
