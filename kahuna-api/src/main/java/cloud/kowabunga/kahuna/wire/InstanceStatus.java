package cloud.kowabunga.kahuna.wire;

/** The state of an instance: a word for programs and a sentence for people. Published as {@code InstanceState}. */
public record InstanceStatus(String state, String reason) {}
