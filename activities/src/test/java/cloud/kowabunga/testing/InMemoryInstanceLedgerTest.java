package cloud.kowabunga.testing;

final class InMemoryInstanceLedgerTest extends InstanceLedgerContract {
    private final World world = new InMemoryLedgers();

    @Override
    protected World world() {
        return world;
    }
}
