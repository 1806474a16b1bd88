/** The ledger of instances. */
@NullMarked
package cloud.kowabunga.kahuna.compute;

import org.jspecify.annotations.NullMarked;
