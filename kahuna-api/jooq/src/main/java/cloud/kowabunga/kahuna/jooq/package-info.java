/** The build's generator of Kahuna's tables. */
@NullMarked
package cloud.kowabunga.kahuna.jooq;

import org.jspecify.annotations.NullMarked;
