package cloud.kowabunga.koala.client;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The in-memory Kahuna keeps the contract that the real one keeps. */
final class FakeKahunaTest extends KahunaClientContract {
    private final FakeKahuna fake = FakeKahuna.start(platform(), 0);

    private static FakePlatform platform() {
        var platform = new FakePlatform();
        platform.putAgent("kaktus-a-1", true, "kaktus", "k-1", "region-1", "z-1");
        platform.addInstance("web-1", "running");
        platform.addInstance("db-1", "shutoff");
        var region = platform.put("region", "", Map.of("name", "attic", "domain", "attic.example.org"));
        platform.addCapacity(region, "attic", "z-1", "left");
        platform.put("project", "", Map.of("name", "shop", "regions", List.of(region)));
        return platform;
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Override
    protected Kahuna kahuna() {
        return new Kahuna(fake.address());
    }

    @Override
    protected Credential credential() {
        return new Credential.Key(FakeKahuna.KEY);
    }
}
