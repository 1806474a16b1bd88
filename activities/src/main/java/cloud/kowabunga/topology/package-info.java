/** Where things are: Region, Zone, Kaktus, Agent, and which task queue reaches them. */
@NullMarked
package cloud.kowabunga.topology;

import org.jspecify.annotations.NullMarked;
