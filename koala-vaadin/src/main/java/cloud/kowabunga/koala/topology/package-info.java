/** What the screens show of regions and their agents. */
@NullMarked
package cloud.kowabunga.koala.topology;

import org.jspecify.annotations.NullMarked;
