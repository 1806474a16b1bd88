package cloud.kowabunga.kahuna.topology;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Kaktus;
import cloud.kowabunga.kahuna.wire.KaktusCaps;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.ZoneId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Kaktus over HTTP. */
@Api
final class KaktusController {
    private final Kaktuses kaktuses;
    private final KaktusCapsQuery caps;

    KaktusController(Kaktuses kaktuses, KaktusCapsQuery caps) {
        this.kaktuses = kaktuses;
        this.caps = caps;
    }

    @PostMapping("/zone/{zoneId}/kaktus")
    @ResponseStatus(HttpStatus.CREATED)
    Kaktus create(NewIds ids, @PathVariable("zoneId") ZoneId zone, @RequestBody Kaktus given) {
        return kaktuses.create(ids, zone, given);
    }

    @GetMapping("/zone/{zoneId}/kaktuses")
    List<KaktusId> listIn(@PathVariable("zoneId") ZoneId zone) {
        return kaktuses.idsIn(zone);
    }

    @GetMapping("/kaktus")
    List<KaktusId> list() {
        return kaktuses.ids();
    }

    @GetMapping("/kaktus/{kaktusId}")
    Kaktus read(@PathVariable("kaktusId") KaktusId id) {
        return kaktuses.read(id);
    }

    @PutMapping("/kaktus/{kaktusId}")
    Kaktus update(@PathVariable("kaktusId") KaktusId id, @RequestBody Kaktus given) {
        return kaktuses.update(id, given);
    }

    @DeleteMapping("/kaktus/{kaktusId}")
    void delete(@PathVariable("kaktusId") KaktusId id) {
        kaktuses.delete(id);
    }

    @PatchMapping("/kaktus/{kaktusId}/maintenance/enable")
    void enableMaintenance(@PathVariable("kaktusId") KaktusId id) {
        kaktuses.maintain(id, true);
    }

    @PatchMapping("/kaktus/{kaktusId}/maintenance/disable")
    void disableMaintenance(@PathVariable("kaktusId") KaktusId id) {
        kaktuses.maintain(id, false);
    }

    @GetMapping("/kaktus/{kaktusId}/caps")
    KaktusCaps caps(@PathVariable("kaktusId") KaktusId id) {
        return caps.read(id);
    }

    @GetMapping("/kaktus/{kaktusId}/instances")
    List<InstanceId> instances(@PathVariable("kaktusId") KaktusId id) {
        return kaktuses.instancesOn(id);
    }
}
