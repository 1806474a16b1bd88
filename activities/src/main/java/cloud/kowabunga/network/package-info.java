/** What connects: VNet, Subnet, Adapter, and what a workflow may ask of the network of a Kaktus. */
@NullMarked
package cloud.kowabunga.network;

import org.jspecify.annotations.NullMarked;
