/** Machines on this Kaktus, through libvirt. */
@NullMarked
package cloud.kowabunga.agent.compute;

import org.jspecify.annotations.NullMarked;
