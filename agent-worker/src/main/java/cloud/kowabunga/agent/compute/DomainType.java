package cloud.kowabunga.agent.compute;

/** What executes the instructions of a machine. */
public enum DomainType {
    /** The processor itself. */
    KVM("kvm", "KVM"),
    /** QEMU in software: everything works, an order of magnitude slower. */
    QEMU("qemu", "software emulation");

    private final String wire;
    private final String title;

    DomainType(String wire, String title) {
        this.wire = wire;
        this.title = title;
    }

    /** libvirt's name of it. */
    public String wire() {
        return wire;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
