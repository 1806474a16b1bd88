package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateSpec;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of the in-memory ledgers. Guarded by their lock. */
final class Rows {
    final Map<String, Kaktus> kaktuses = new TreeMap<>();
    final Map<String, Pool> pools = new TreeMap<>();
    final Map<String, Project> projects = new TreeMap<>();
    final Map<String, Template> templates = new TreeMap<>();
    final Map<String, Volume> volumes = new TreeMap<>();
    final Map<String, Adapter> adapters = new TreeMap<>();
    final Map<String, Instance> instances = new TreeMap<>();
    final Map<String, Subnet> subnets = new TreeMap<>();
    final Map<String, Kompute> komputes = new TreeMap<>();

    static <R> R find(Map<String, R> table, String what, String id) {
        return Optional.ofNullable(table.get(id))
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no " + what + " '" + id + "'."));
    }

    static final class Kaktus {
        final KaktusId id;
        final ZoneId zone;
        final String name;
        final int vcpus;
        final Bytes memory;
        boolean alive = true;

        Kaktus(KaktusId id, ZoneId zone, String name, int vcpus, Bytes memory) {
            this.id = id;
            this.zone = zone;
            this.name = name;
            this.vcpus = vcpus;
            this.memory = memory;
        }
    }

    record Pool(StoragePoolId id, String name, PoolReach reach, Bytes capacity, Set<KaktusId> servedBy) {}

    record Project(ProjectId id, String name, Quotas quotas) {}

    static final class Template {
        final StoragePoolId pool;
        final TemplateSpec spec;
        final OperationId operation;
        String state = "IMPORTING";
        Bytes size = Bytes.ZERO;

        Template(StoragePoolId pool, TemplateSpec spec, OperationId operation) {
            this.pool = pool;
            this.spec = spec;
            this.operation = operation;
        }
    }

    static final class Volume {
        final ProjectId project;
        final Pool pool;
        final @Nullable Template template;
        VolumeSpec spec;
        final OperationId operation;
        Bytes size;

        @Nullable Bytes newSize;

        String state = "CREATING";

        @Nullable Instance instance;

        @Nullable String target;

        @Nullable OperationId reservedBy;

        Volume(
                ProjectId project,
                Pool pool,
                @Nullable Template template,
                VolumeSpec spec,
                Bytes size,
                OperationId operation) {
            this.project = project;
            this.pool = pool;
            this.template = template;
            this.spec = spec;
            this.size = size;
            this.operation = operation;
        }

        void letGo() {
            instance = null;
            target = null;
            reservedBy = null;
        }
    }

    static final class Adapter {
        final AdapterId id;
        final MacAddress mac;

        @Nullable Instance instance;

        @Nullable OperationId reservedBy;

        @Nullable String address;

        Adapter(AdapterId id, MacAddress mac) {
            this.id = id;
            this.mac = mac;
        }

        void letGo() {
            instance = null;
            reservedBy = null;
        }
    }

    static final class Instance {
        final ProjectId project;
        final Kaktus kaktus;
        final OperationId operation;
        InstanceSpec spec;

        @Nullable InstanceSpec wanted;

        @Nullable OperationId update;

        InstanceState state = InstanceState.CREATING;
        InstanceState before = InstanceState.CREATING;

        Instance(ProjectId project, Kaktus kaktus, InstanceSpec spec, OperationId operation) {
            this.project = project;
            this.kaktus = kaktus;
            this.spec = spec;
            this.operation = operation;
        }

        int vcpus() {
            return wanted == null ? spec.vcpus() : Math.max(spec.vcpus(), wanted.vcpus());
        }

        Bytes memory() {
            return wanted == null || wanted.memory().compareTo(spec.memory()) < 0 ? spec.memory() : wanted.memory();
        }
    }

    /** @param owner the project whose private subnet it is; absent for the region's public one */
    record Subnet(String name, @Nullable ProjectId owner, int addresses) {}

    static final class Kompute {
        final KomputeId id;
        final ProjectId project;
        final OperationId operation;
        final Instance instance;
        final List<Volume> volumes = new ArrayList<>();
        final List<Adapter> adapters = new ArrayList<>();
        OperationId claimedBy;

        Kompute(KomputeId id, ProjectId project, OperationId operation, Instance instance) {
            this.id = id;
            this.project = project;
            this.operation = operation;
            this.instance = instance;
            this.claimedBy = operation;
        }
    }
}
