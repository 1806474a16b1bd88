/**
 * Values that every noun of Kowabunga uses. What travels between Kahuna and the agents ignores fields that it does not know, so that
 * both sides can be updated one after the other.
 */
@NullMarked
package cloud.kowabunga;

import org.jspecify.annotations.NullMarked;
