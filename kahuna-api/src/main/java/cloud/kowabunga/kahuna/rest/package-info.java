/** How HTTP comes in and goes out: errors in one shape, idempotency keys, limits, the document of the API. */
@NullMarked
package cloud.kowabunga.kahuna.rest;

import org.jspecify.annotations.NullMarked;
