/** Temporal as Kahuna uses it: the connection, its set-up and the worker of queue kahuna. */
@NullMarked
package cloud.kowabunga.kahuna.engine;

import org.jspecify.annotations.NullMarked;
