package cloud.kowabunga.kahuna.network;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Subnet;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.network.VNetId;
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

/** Subnets over HTTP. */
@Api
final class SubnetController {
    private final SubnetRows subnets;

    SubnetController(SubnetRows subnets) {
        this.subnets = subnets;
    }

    @PostMapping("/vnet/{vnetId}/subnet")
    @ResponseStatus(HttpStatus.CREATED)
    Subnet create(NewIds ids, @PathVariable("vnetId") VNetId vnet, @RequestBody Subnet given) {
        return subnets.create(ids, vnet, given);
    }

    @GetMapping("/vnet/{vnetId}/subnets")
    List<SubnetId> listIn(@PathVariable("vnetId") VNetId vnet) {
        return subnets.idsIn(vnet);
    }

    @GetMapping("/subnet")
    List<SubnetId> list() {
        return subnets.ids();
    }

    @GetMapping("/subnet/{subnetId}")
    Subnet read(@PathVariable("subnetId") SubnetId id) {
        return subnets.read(id);
    }

    @PutMapping("/subnet/{subnetId}")
    Subnet update(@PathVariable("subnetId") SubnetId id, @RequestBody Subnet given) {
        return subnets.update(id, given);
    }

    @DeleteMapping("/subnet/{subnetId}")
    void delete(@PathVariable("subnetId") SubnetId id) {
        subnets.delete(id);
    }

    @PatchMapping("/vnet/{vnetId}/subnet/{subnetId}/default")
    void makeDefault(@PathVariable("vnetId") VNetId vnet, @PathVariable("subnetId") SubnetId id) {
        subnets.makeDefault(vnet, id);
    }
}
