/** What lets the engine's console read sealed payloads. */
@NullMarked
package cloud.kowabunga.kahuna.codec;

import org.jspecify.annotations.NullMarked;
