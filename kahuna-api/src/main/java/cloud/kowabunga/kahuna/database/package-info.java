/** PostgreSQL as the ledgers and queries use it: one transaction each, its refusals as faults. */
@NullMarked
package cloud.kowabunga.kahuna.database;

import org.jspecify.annotations.NullMarked;
