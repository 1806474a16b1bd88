package cloud.kowabunga.kahuna.topology;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Region;
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

/** Regions over HTTP. */
@Api
final class RegionController {
    private final Regions regions;

    RegionController(Regions regions) {
        this.regions = regions;
    }

    @PostMapping("/region")
    @ResponseStatus(HttpStatus.CREATED)
    Region create(NewIds ids, @RequestBody Region given) {
        return regions.create(ids, given);
    }

    @GetMapping("/region")
    List<RegionId> list() {
        return regions.ids();
    }

    @GetMapping("/region/{regionId}")
    Region read(@PathVariable("regionId") RegionId id) {
        return regions.read(id);
    }

    @PutMapping("/region/{regionId}")
    Region update(@PathVariable("regionId") RegionId id, @RequestBody Region given) {
        return regions.update(id, given);
    }

    @DeleteMapping("/region/{regionId}")
    void delete(@PathVariable("regionId") RegionId id) {
        regions.delete(id);
    }
}
