/** What just changed: PostgreSQL's notices, and the event streams that carry them on. */
@NullMarked
package cloud.kowabunga.kahuna.live;

import org.jspecify.annotations.NullMarked;
