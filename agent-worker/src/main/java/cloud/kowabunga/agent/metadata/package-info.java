/** Lets instances reach Kahuna's metadata endpoint: bytes are carried, never understood. */
@NullMarked
package cloud.kowabunga.agent.metadata;

import org.jspecify.annotations.NullMarked;
