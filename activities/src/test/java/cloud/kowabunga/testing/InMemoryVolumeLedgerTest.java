package cloud.kowabunga.testing;

final class InMemoryVolumeLedgerTest extends VolumeLedgerContract {
    private final World world = new InMemoryLedgers();

    @Override
    protected World world() {
        return world;
    }
}
