package cloud.kowabunga.koala.client;

/**
 * What a project uses, may use, or would use.
 *
 * @param memory bytes
 * @param storage bytes
 */
public record ProjectResources(long vcpus, long memory, long storage, long instances) {
    public static final ProjectResources NOTHING = new ProjectResources(0, 0, 0, 0);

    public ProjectResources plus(ProjectResources more) {
        return new ProjectResources(
                vcpus + more.vcpus, memory + more.memory, storage + more.storage, instances + more.instances);
    }

    public ProjectResources minus(ProjectResources less) {
        return new ProjectResources(
                vcpus - less.vcpus, memory - less.memory, storage - less.storage, instances - less.instances);
    }
}
