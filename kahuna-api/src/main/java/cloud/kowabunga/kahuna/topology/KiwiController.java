package cloud.kowabunga.kahuna.topology;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Kiwi;
import cloud.kowabunga.topology.KiwiId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Kiwi over HTTP. */
@Api
final class KiwiController {
    private final Kiwis kiwis;

    KiwiController(Kiwis kiwis) {
        this.kiwis = kiwis;
    }

    @PostMapping("/region/{regionId}/kiwi")
    @ResponseStatus(HttpStatus.CREATED)
    Kiwi create(NewIds ids, @PathVariable("regionId") RegionId region, @RequestBody Kiwi given) {
        return kiwis.create(ids, region, given);
    }

    @GetMapping("/region/{regionId}/kiwis")
    List<KiwiId> listIn(@PathVariable("regionId") RegionId region) {
        return kiwis.idsIn(region);
    }

    @GetMapping("/kiwi")
    List<KiwiId> list() {
        return kiwis.ids();
    }

    @GetMapping("/kiwi/{kiwiId}")
    Kiwi read(@PathVariable("kiwiId") KiwiId id) {
        return kiwis.read(id);
    }

    @PutMapping("/kiwi/{kiwiId}")
    Kiwi update(@PathVariable("kiwiId") KiwiId id, @RequestBody Kiwi given) {
        return kiwis.update(id, given);
    }

    @DeleteMapping("/kiwi/{kiwiId}")
    void delete(@PathVariable("kiwiId") KiwiId id) {
        kiwis.delete(id);
    }
}
