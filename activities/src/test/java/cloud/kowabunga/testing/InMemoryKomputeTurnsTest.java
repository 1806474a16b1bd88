package cloud.kowabunga.testing;

final class InMemoryKomputeTurnsTest extends KomputeTurnsContract {
    private final World world = new InMemoryLedgers();

    @Override
    protected World world() {
        return world;
    }
}
