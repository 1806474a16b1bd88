/** What this Kaktus is and has, for the agent's reports. */
@NullMarked
package cloud.kowabunga.agent.inventory;

import org.jspecify.annotations.NullMarked;
