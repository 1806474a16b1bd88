/** The published clients, replayed: what the older ones refuse, and what a provider for OpenTofu does call by call. */
@NullMarked
package cloud.kowabunga.kahuna.clients;

import org.jspecify.annotations.NullMarked;
