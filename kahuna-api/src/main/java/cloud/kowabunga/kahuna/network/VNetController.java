package cloud.kowabunga.kahuna.network;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.VNet;
import cloud.kowabunga.network.VNetId;
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

/** VNets over HTTP. */
@Api
final class VNetController {
    private final VNets vnets;

    VNetController(VNets vnets) {
        this.vnets = vnets;
    }

    @PostMapping("/region/{regionId}/vnet")
    @ResponseStatus(HttpStatus.CREATED)
    VNet create(NewIds ids, @PathVariable("regionId") RegionId region, @RequestBody VNet given) {
        return vnets.create(ids, region, given);
    }

    @GetMapping("/region/{regionId}/vnets")
    List<VNetId> listIn(@PathVariable("regionId") RegionId region) {
        return vnets.idsIn(region);
    }

    @GetMapping("/vnet")
    List<VNetId> list() {
        return vnets.ids();
    }

    @GetMapping("/vnet/{vnetId}")
    VNet read(@PathVariable("vnetId") VNetId id) {
        return vnets.read(id);
    }

    @PutMapping("/vnet/{vnetId}")
    VNet update(@PathVariable("vnetId") VNetId id, @RequestBody VNet given) {
        return vnets.update(id, given);
    }

    @DeleteMapping("/vnet/{vnetId}")
    void delete(@PathVariable("vnetId") VNetId id) {
        vnets.delete(id);
    }
}
