/** The ledgers of volumes and templates. */
@NullMarked
package cloud.kowabunga.kahuna.storage;

import org.jspecify.annotations.NullMarked;
