package cloud.kowabunga.agent.compute;

import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.agent.storage.DiskLocator;
import cloud.kowabunga.compute.DomainReport;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** The machines of one Kaktus, kept by its libvirtd. Everything that must be remembered is in libvirt and in the state folder. */
public final class LibvirtHypervisor implements HypervisorActivities {
    /** Managed save, snapshots' and checkpoints' metadata, NVRAM: nothing of ours shall keep a definition alive (virDomainUndefineFlagsValues). */
    private static final int UNDEFINE_ALL = 1 | 2 | 4 | 16;

    private static final int BLOCK_RESIZE_BYTES = 1;
    private static final int XML_INACTIVE = 2;

    private final LibvirtConnection libvirt;
    private final DiskLocator disks;
    private final DomainFiles files;
    private final Supplier<DomainType> type;
    private final Firmware firmware;
    private final InstanceLocks locks = new InstanceLocks();
    private final HotPlug hotPlug;

    /** @param type asked when a machine is defined: finding out may take seconds */
    public LibvirtHypervisor(
            LibvirtConnection libvirt, DiskLocator disks, Path state, Supplier<DomainType> type, Progress progress) {
        this(libvirt, disks, state, type, new HotPlug(libvirt, HotPlug.PATIENCE, progress));
    }

    LibvirtHypervisor(
            LibvirtConnection libvirt, DiskLocator disks, Path state, Supplier<DomainType> type, HotPlug hotPlug) {
        this.libvirt = libvirt;
        this.disks = disks;
        this.files = new DomainFiles(state);
        this.type = type;
        this.firmware = new Firmware(disks);
        this.hotPlug = hotPlug;
    }

    @Override
    public void define(DomainSpec spec) {
        locks.hold(spec.instance(), () -> {
            var xml = new DomainXml(disks, type.get(), firmware.isUefi(spec)).of(spec, files.of(spec.instance()));
            files.write(spec.instance(), spec.seed());
            return libvirt.call("define the machine of '" + spec.title() + "'", connect -> {
                connect.domainDefineXML(xml).free();
                return spec;
            });
        });
    }

    @Override
    public void undefine(InstanceId instance) {
        locks.hold(instance, () -> {
            libvirt.call("remove the machine of instance '" + instance + "'", connect -> {
                var domain = find(connect, instance);
                if (domain != null) {
                    remove(domain);
                }
                return instance;
            });
            files.remove(instance);
            return instance;
        });
    }

    @Override
    public InstanceState power(Power power) {
        var action = power.action();
        return locks.hold(
                power.instance(),
                () -> libvirt.call(action.word() + " the machine of instance '" + power.instance() + "'", connect -> {
                    var state = state(connect, power.instance());
                    if (action == PowerAction.SHUTDOWN && !isOn(state)) {
                        return state;
                    }
                    if (!action.allowedIn(state)) {
                        throw Fault.LIBVIRT_REFUSED.because("The machine of instance '%s' is %s: it cannot %s now."
                                .formatted(power.instance(), state.wire(), action.word()));
                    }
                    Machine.power(require(connect, power.instance()), action, state);
                    return state(connect, power.instance());
                }));
    }

    @Override
    public InstanceState state(InstanceId instance) {
        return libvirt.call("tell the state of instance '" + instance + "'", connect -> state(connect, instance));
    }

    @Override
    public void attach(DiskOf disk) {
        locks.hold(disk.instance(), () -> {
            hotPlug.attach(disk.instance(), disk.disk(), new DomainXml(disks, DomainType.QEMU, false).of(disk.disk()));
            return disk;
        });
    }

    @Override
    public void detach(DiskOf disk) {
        locks.hold(disk.instance(), () -> {
            hotPlug.detach(disk.instance(), disk.disk());
            return disk;
        });
    }

    @Override
    public void growDisk(DiskGrowth growth) {
        locks.hold(
                growth.instance(),
                () -> libvirt.call("grow a disk of instance '" + growth.instance() + "'", connect -> {
                    var domain = require(connect, growth.instance());
                    var on = domain.isActive() == 1;
                    var disk = new DomainDocument(domain.getXMLDesc(on ? 0 : XML_INACTIVE))
                            .disk(growth.volume())
                            .orElseThrow(() ->
                                    Fault.NOT_FOUND.because("The machine of instance '%s' has no disk of volume '%s'."
                                            .formatted(growth.instance(), growth.volume())));
                    var size = (growth.size().value() + 511) & ~511L;
                    if (on && domain.blockInfo(disk.target()).getCapacity() < size) {
                        domain.blockResize(disk.target(), size, BLOCK_RESIZE_BYTES);
                    }
                    return growth;
                }));
    }

    @Override
    public List<DomainReport> domains() {
        return libvirt.call("list its machines", LibvirtHypervisor::list);
    }

    /** All domains of ours. */
    static List<DomainReport> list(KeptConnect connect) throws LibvirtException {
        var reports = new ArrayList<DomainReport>();
        for (var domain : connect.listAllDomains(0)) {
            try {
                if (domain.getName().startsWith(DomainNames.PREFIX)) {
                    var document = new DomainDocument(domain.getXMLDesc(XML_INACTIVE));
                    var state = DomainState.of(connect.state(domain.getUUIDString()));
                    document.instance()
                            .ifPresent(instance -> reports.add(new DomainReport(
                                    instance, state, document.operation().orElse(null))));
                }
            } catch (LibvirtException gone) {
                if (LibvirtFaults.code(gone) != org.libvirt.Error.ErrorNumber.VIR_ERR_NO_DOMAIN) {
                    throw gone;
                }
            } finally {
                domain.free();
            }
        }
        return List.copyOf(reports);
    }

    private static void remove(Domain domain) throws LibvirtException {
        if (domain.isActive() == 1) {
            Machine.unlessAlready(domain::destroy, () -> domain.isActive() == 0);
        }
        try {
            domain.undefine(UNDEFINE_ALL);
        } catch (LibvirtException refused) {
            // Drivers without some of these things do not know their flags.
            if (LibvirtFaults.code(refused) != org.libvirt.Error.ErrorNumber.VIR_ERR_INVALID_ARG) {
                throw refused;
            }
            domain.undefine();
        }
    }

    static boolean isOn(InstanceState state) {
        return state == InstanceState.RUNNING || state == InstanceState.PAUSED;
    }

    static InstanceState state(KeptConnect connect, InstanceId instance) throws LibvirtException {
        var state = connect.state(DomainNames.uuid(instance));
        if (state.equals(KeptConnect.State.GONE)) {
            require(connect, instance).free();
        }
        return DomainState.of(state);
    }

    static Domain require(KeptConnect connect, InstanceId instance) throws LibvirtException {
        return connect.domainLookupByUUIDString(DomainNames.uuid(instance));
    }

    @org.jspecify.annotations.Nullable private static Domain find(KeptConnect connect, InstanceId instance) throws LibvirtException {
        try {
            return require(connect, instance);
        } catch (LibvirtException absent) {
            if (LibvirtFaults.code(absent) == org.libvirt.Error.ErrorNumber.VIR_ERR_NO_DOMAIN) {
                return null;
            }
            throw absent;
        }
    }
}
