/** The block stores that this agent serves: pools in directories, shaped so that Ceph can stand beside them. */
@NullMarked
package cloud.kowabunga.agent.storage;

import org.jspecify.annotations.NullMarked;
