/** Who did what: one append-only table, written in the transaction of what it tells of. */
@NullMarked
package cloud.kowabunga.kahuna.audit;

import org.jspecify.annotations.NullMarked;
