/** Koala's half of the wire: Kahuna's REST API and its event streams. */
@NullMarked
package cloud.kowabunga.koala.client;

import org.jspecify.annotations.NullMarked;
