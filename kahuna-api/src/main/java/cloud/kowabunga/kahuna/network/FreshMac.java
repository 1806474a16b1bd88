package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;

import cloud.kowabunga.network.MacAddress;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.DSLContext;

/** Makes MAC addresses under the prefix that QEMU and KVM guests use, 52:54:00, which is locally administered. */
final class FreshMac {
    private FreshMac() {}

    /** One that no adapter has now. Two transactions may still draw the same of 16 million; then the constraint refuses the second. */
    static MacAddress next(DSLContext sql) {
        while (true) {
            var bits = ThreadLocalRandom.current().nextInt(1 << 24);
            var mac = new MacAddress("52:54:00:%02x:%02x:%02x".formatted(bits >> 16, (bits >> 8) & 0xff, bits & 0xff));
            if (!sql.fetchExists(ADAPTER, ADAPTER.MAC.eq(mac))) {
                return mac;
            }
        }
    }
}
