/** What runs: Instance, and what a workflow may ask of a hypervisor and of the ledger of instances. */
@NullMarked
package cloud.kowabunga.compute;

import org.jspecify.annotations.NullMarked;
