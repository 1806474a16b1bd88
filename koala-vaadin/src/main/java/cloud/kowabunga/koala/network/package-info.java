/** Networks and their addresses. */
@NullMarked
package cloud.kowabunga.koala.network;

import org.jspecify.annotations.NullMarked;
