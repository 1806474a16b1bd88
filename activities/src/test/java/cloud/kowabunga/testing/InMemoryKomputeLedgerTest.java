package cloud.kowabunga.testing;

final class InMemoryKomputeLedgerTest extends KomputeLedgerContract {
    private final World world = new InMemoryLedgers();

    @Override
    protected World world() {
        return world;
    }
}
