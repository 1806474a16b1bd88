package cloud.kowabunga.testing;

final class InMemoryTemplateLedgerTest extends TemplateLedgerContract {
    private final World world = new InMemoryLedgers();

    @Override
    protected World world() {
        return world;
    }
}
