/** What all workflows have in common: how they are patient, how they reach whom they ask, how their steps are undone. */
@NullMarked
package cloud.kowabunga.workflow;

import org.jspecify.annotations.NullMarked;
