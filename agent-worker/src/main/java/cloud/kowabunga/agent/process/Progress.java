package cloud.kowabunga.agent.process;

/**
 * Hears how far a long work is. Called on the thread of the work, about once a second; what it throws stops the work, which then cleans up and lets
 * it pass: so a cancelled operation reaches it.
 */
@FunctionalInterface
public interface Progress {
    Progress UNHEARD = _ -> {};

    /** @param sentence for people, for example {@code fetched 12 MiB of 400 MiB} */
    void report(String sentence);
}
