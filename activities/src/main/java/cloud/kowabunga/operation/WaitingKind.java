package cloud.kowabunga.operation;

/** What kind of thing an operation waits for, which decides what ends the waiting. */
public enum WaitingKind {
    /** An agent that is away. It goes on when that is back. */
    AGENT,
    /** Something that its agent could not reach, for example Ceph. It tries again and again. */
    FAILURE,
    /** What a person decides about a part of it. */
    DECISION
}
