/** The agent program: its configuration, its reports to Kahuna and the workers that it runs on Kahuna's orders. */
@NullMarked
package cloud.kowabunga.agent;

import org.jspecify.annotations.NullMarked;
