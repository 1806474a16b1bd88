package cloud.kowabunga.testing;

final class InMemoryOperationLedgerTest extends OperationLedgerContract {
    private final World world = new InMemoryLedgers();

    @Override
    protected World world() {
        return world;
    }
}
