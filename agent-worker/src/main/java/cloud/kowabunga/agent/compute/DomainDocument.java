package cloud.kowabunga.agent.compute;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.VolumeId;
import java.util.Optional;

/** A machine as libvirt describes it. */
final class DomainDocument {
    private final Xml domain;

    DomainDocument(String xml) {
        this.domain = Xml.parse(xml);
    }

    /** Empty for a domain that is none of ours. */
    Optional<InstanceId> instance() {
        return told("id").map(InstanceId::new);
    }

    Optional<OperationId> operation() {
        return told("operation").map(OperationId::new);
    }

    Optional<Disk> disk(VolumeId volume) {
        return domain.all("devices", "disk").stream()
                .filter(disk -> disk.first("alias")
                        .flatMap(alias -> alias.attribute("name"))
                        .equals(Optional.of(DomainNames.alias(volume))))
                .map(Disk::new)
                .findFirst();
    }

    /** One disk, with all that libvirt needs to recognise it. */
    record Disk(Xml element) {
        String target() {
            return element.first("target")
                    .flatMap(target -> target.attribute("dev"))
                    .orElseThrow();
        }

        String xml() {
            return element.toString();
        }
    }

    private Optional<String> told(String name) {
        return domain.first("metadata", "kowabunga:instance", "kowabunga:" + name)
                .map(Xml::text)
                .filter(text -> !text.isEmpty());
    }
}
