/** What is kept: StoragePool, Volume, Template, and what a workflow may ask of a block store and of their ledgers. */
@NullMarked
package cloud.kowabunga.storage;

import org.jspecify.annotations.NullMarked;
