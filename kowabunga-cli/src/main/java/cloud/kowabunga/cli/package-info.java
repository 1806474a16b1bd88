/** Kowabunga on the command line: a client of the REST API. */
@NullMarked
package cloud.kowabunga.cli;

import org.jspecify.annotations.NullMarked;
