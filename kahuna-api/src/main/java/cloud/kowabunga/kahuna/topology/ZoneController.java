package cloud.kowabunga.kahuna.topology;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Zone;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Zones over HTTP. */
@Api
final class ZoneController {
    private final Zones zones;

    ZoneController(Zones zones) {
        this.zones = zones;
    }

    @PostMapping("/region/{regionId}/zone")
    @ResponseStatus(HttpStatus.CREATED)
    Zone create(NewIds ids, @PathVariable("regionId") RegionId region, @RequestBody Zone given) {
        return zones.create(ids, region, given);
    }

    @GetMapping("/region/{regionId}/zones")
    List<ZoneId> listIn(@PathVariable("regionId") RegionId region) {
        return zones.idsIn(region);
    }

    @GetMapping("/zone")
    List<ZoneId> list() {
        return zones.ids();
    }

    @GetMapping("/zone/{zoneId}")
    Zone read(@PathVariable("zoneId") ZoneId id) {
        return zones.read(id);
    }

    @PutMapping("/zone/{zoneId}")
    Zone update(@PathVariable("zoneId") ZoneId id, @RequestBody Zone given) {
        return zones.update(id, given);
    }

    @DeleteMapping("/zone/{zoneId}")
    void delete(@PathVariable("zoneId") ZoneId id) {
        zones.delete(id);
    }
}
