package cloud.kowabunga.compute;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Kahuna calls an agent to a console: somebody waits for the serial console of an instance on its Kaktus. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConsoleCall(ConsoleId console, InstanceId instance) {}
