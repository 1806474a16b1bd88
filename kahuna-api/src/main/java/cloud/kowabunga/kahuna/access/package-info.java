/** Who is calling and what they may do: API keys, sign-in with a password, the agents' keys. */
@NullMarked
package cloud.kowabunga.kahuna.access;

import org.jspecify.annotations.NullMarked;
