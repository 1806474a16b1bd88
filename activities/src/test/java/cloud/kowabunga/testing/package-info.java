/**
 * A data center and a database that exist in memory, and the contract suites that they pass together with the real ones.
 * The in-memory parts are used by simulated agents too, so they need nothing but the language itself.
 */
@NullMarked
package cloud.kowabunga.testing;

import org.jspecify.annotations.NullMarked;
