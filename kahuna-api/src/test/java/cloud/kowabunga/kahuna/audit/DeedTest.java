package cloud.kowabunga.kahuna.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeedTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /region, CreateRegion, region",
        "POST, /region/{regionId}/zone, CreateZone, zone",
        "POST, /region/{regionId}/pool, CreateStoragePool, pool",
        "POST, /project/{projectId}/zone/{zoneId}/instance, CreateInstance, instance",
        "PUT, /project/{projectId}, UpdateProject, project",
        "DELETE, /vnet/{vnetId}, DeleteVNet, vnet",
        "PATCH, /agent/{agentId}/token, RotateKeyOfAgent, agent",
        "PATCH, /pool/{poolId}/template/{templateId}/default, MakeDefaultTemplate, template",
        "PATCH, /instance/{instanceId}/start, StartInstance, instance",
        "PATCH, /kaktus/{kaktusId}/maintenance/enable, MaintenanceEnableKaktus, kaktus",
        "PUT, /user/{userId}/password, SetPasswordOfUser, user",
        "POST, /operation/{operationId}/cancel, CancelOperation, operation",
        "PUT, /kwarantine/{kwarantineId}/instance/{instanceId}, UpdateInstance, instance",
        "POST, /login, SignIn, user",
        "POST, /login/oidc, SignIn, user"
    })
    void a_request_reads_like_a_verb_and_a_noun(String method, String path, String verb, String noun) {
        var deed = Deed.of(method, path, Map.of());
        assertThat(deed.verb()).isEqualTo(verb);
        assertThat(deed.noun()).isEqualTo(noun);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /project/{projectId}, p",
        "POST, /operation/{operationId}/cancel, o",
        "PATCH, /agent/{agentId}/token, a"
    })
    void the_resource_is_the_one_that_the_path_names(String method, String path, String id) {
        var variables = Map.of("projectId", "p", "operationId", "o", "agentId", "a");
        assertThat(Deed.of(method, path, variables).resource()).isEqualTo(id);
    }
}
