package cloud.kowabunga.workflow.compute;

/** What steps call the disks of a Kompute. */
final class Disks {
    private Disks() {}

    /** The disk that boots is the first, the data disk the second. */
    static String title(int index, String kompute) {
        return (index == 0 ? "system disk of " : "data disk of ") + kompute;
    }
}
