/** Who is looking: sign-in, the session and what it may reach. */
@NullMarked
package cloud.kowabunga.koala.access;

import org.jspecify.annotations.NullMarked;
