/** Programs of the Kaktus that the agent runs: with a limit, stoppable, and with nothing left running behind them. */
@NullMarked
package cloud.kowabunga.agent.process;

import org.jspecify.annotations.NullMarked;
