/** The rows of VNets, subnets and adapters; addresses and MACs are given out here. */
@NullMarked
package cloud.kowabunga.kahuna.network;

import org.jspecify.annotations.NullMarked;
